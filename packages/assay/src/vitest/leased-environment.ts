import type { EnvironmentRequest } from '../lifecycle/environment-request.ts'
import type { HostClient } from '../lifecycle/host-client.ts'
import type { LeaseDescription, LeaseRequest, NamespaceDescription } from '../lifecycle/host-protocol.ts'
import { type Stub, startStub } from '../mocks/stub.ts'
import type { Crash } from '../model/part-event.ts'

/** An environment that this worker uses: the host runs its processes, the worker its stub servers. */
export class LeasedEnvironment implements AsyncDisposable {
  readonly description: LeaseDescription
  readonly stubs: ReadonlyMap<string, Stub>
  readonly #host: HostClient
  readonly #stopped = new Set<string>()

  private constructor(host: HostClient, description: LeaseDescription, stubs: ReadonlyMap<string, Stub>) {
    this.#host = host
    this.description = description
    this.stubs = stubs
  }

  static async acquire(
    host: HostClient,
    environment: EnvironmentRequest,
    { isRepeated = false, isExclusive = false }: Partial<Omit<LeaseRequest, 'environment'>> = {},
  ): Promise<LeasedEnvironment> {
    const description = await host.call('lease', { environment, isRepeated, isExclusive })
    const stubs = new Map<string, Stub>()
    for (const [name, options] of Object.entries(description.stubs)) {
      stubs.set(name, await startStub({ name, ...options }))
    }
    return new LeasedEnvironment(host, description, stubs)
  }

  /** Its processes that ended without being told to, and the resource servers that all share. */
  get crashes(): readonly Crash[] {
    const { environment, resources } = this.description
    return this.#host.crashes.filter(
      (crash) =>
        crash.environment === environment || (crash.environment === undefined && crash.part in resources),
    )
  }

  async startService(service: string): Promise<void> {
    await this.#host.call('startService', { lease: this.description.lease, service })
    this.#stopped.delete(service)
  }

  async stopService(service: string, how: 'stop' | 'kill'): Promise<void> {
    this.#stopped.add(service)
    const method = how === 'stop' ? 'stopService' : 'killService'
    await this.#host.call(method, { lease: this.description.lease, service })
  }

  /** Starts again what a test stopped, so that the next one finds the environment whole. */
  async restore(): Promise<void> {
    for (const service of this.#stopped) await this.startService(service)
  }

  openNamespace(resource: string): Promise<NamespaceDescription> {
    return this.#host.call('openNamespace', { lease: this.description.lease, resource })
  }

  async closeNamespace(namespace: string): Promise<void> {
    await this.#host.call('closeNamespace', { namespace })
  }

  /** Resolves when every crash that happened before has been told: notices and replies share one line. */
  async catchUp(): Promise<void> {
    await this.#host.call('heartbeat', null)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.stubs.values()].map((stub) => stub.close()))
    await this.#host.call('release', { lease: this.description.lease })
  }
}
