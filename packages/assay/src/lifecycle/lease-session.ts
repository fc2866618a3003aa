import { randomHex } from '../base/identifiers.ts'
import { configurationError, infrastructureError } from '../errors/assay-error.ts'
import type { System } from '../model/system.ts'
import type { Namespace } from '../resources/resource-server.ts'
import type { Environment } from './environment.ts'
import type { Host } from './host.ts'
import type {
  HostMethods,
  LeaseDescription,
  LeasedResource,
  LeasedService,
  LeaseRequest,
  NamespaceDescription,
} from './host-protocol.ts'
import type { RpcSession } from './rpc.ts'
import type { RunningService } from './running-service.ts'

/** A client that has not been heard of for so long has lost its leases. */
const EXPIRY_MS = 60_000
const EXPIRY_CHECK_MS = 5_000

type Handlers = {
  readonly [Method in keyof HostMethods]: (
    params: HostMethods[Method]['params'],
  ) => Promise<HostMethods[Method]['result']>
}

export interface LeaseOffice {
  readonly system: System
  readonly host: Host
  readonly shutDown: () => void
}

/**
 * Lends the host's environments to one client. They are taken back when the client returns them,
 * when its connection closes, or when it is silent for too long.
 */
export class LeaseSession implements RpcSession {
  readonly #office: LeaseOffice
  readonly #leases = new Map<string, Lease>()
  readonly #namespaces = new Map<string, Namespace>()
  readonly #timer: NodeJS.Timeout
  readonly #handlers: Handlers = {
    prepare: ({ environment }) => done(this.#office.host.prepare(environment)),
    describe: () => Promise.resolve({ parts: this.#office.host.parts }),
    lease: (params) => this.#lend(params),
    release: ({ lease }) => this.#takeBack(lease),
    openNamespace: ({ lease, resource }) => this.#openNamespace(lease, resource),
    closeNamespace: ({ namespace }) => this.#closeNamespace(namespace),
    startService: async ({ lease, service }) => done(this.#service(lease, service).start()),
    stopService: async ({ lease, service }) => done(this.#service(lease, service).stop()),
    killService: async ({ lease, service }) => done(this.#service(lease, service).kill()),
    heartbeat: () => done(),
    shutDown: () => done(this.#office.shutDown()),
  }
  #lastHeardAt = Date.now()
  #hasEnded = false

  constructor(office: LeaseOffice) {
    this.#office = office
    this.#timer = setInterval(() => this.#expire(), EXPIRY_CHECK_MS).unref()
  }

  handle(method: string, params: unknown): Promise<unknown> {
    this.#lastHeardAt = Date.now()
    if (!isMethod(method, this.#handlers)) return Promise.reject(unknownMethod(method))
    return (this.#handlers[method] as (params: unknown) => Promise<unknown>)(params)
  }

  end(): void {
    this.#hasEnded = true
    clearInterval(this.#timer)
    for (const { environment } of this.#leases.values()) this.#discard(environment)
    this.#leases.clear()
    this.#namespaces.clear()
  }

  #expire(): void {
    if (Date.now() - this.#lastHeardAt < EXPIRY_MS) return
    for (const lease of this.#leases.keys()) void this.#takeBack(lease)
  }

  async #lend({ environment: request, isRepeated, isExclusive }: LeaseRequest): Promise<LeaseDescription> {
    const environment = await this.#office.host.acquire(request)
    if (isExclusive) await this.#office.host.settled()
    if (this.#hasEnded) {
      this.#discard(environment)
      throw unknownLease('of a client that is gone')
    }
    // The next lease of this kind will say why it failed; nobody waits for this one.
    if (isRepeated) this.#office.host.prepare(request).catch(() => undefined)
    const lease = randomHex(4)
    this.#leases.set(lease, { environment, isExclusive })
    return this.#describe(lease, environment)
  }

  async #takeBack(lease: string): Promise<null> {
    const { environment, isExclusive } = this.#find(lease)
    this.#leases.delete(lease)
    if (isExclusive) await this.#office.host.end(environment)
    else this.#discard(environment)
    return null
  }

  /** Nobody waits for an environment to end: the next one may start meanwhile. */
  #discard(environment: Environment): void {
    this.#office.host.discard(environment).catch(() => undefined)
  }

  async #openNamespace(lease: string, resource: string): Promise<NamespaceDescription> {
    const opened = await this.#find(lease).environment.openNamespace(resource)
    const namespace = randomHex(4)
    this.#namespaces.set(namespace, opened)
    return { namespace, address: opened.address }
  }

  async #closeNamespace(namespace: string): Promise<null> {
    const opened = this.#namespaces.get(namespace)
    this.#namespaces.delete(namespace)
    await opened?.[Symbol.asyncDispose]()
    return null
  }

  async #describe(lease: string, environment: Environment): Promise<LeaseDescription> {
    const { system } = this.#office
    const ports = await environment.handOverStubs()
    const services: Record<string, LeasedService> = {}
    const resources: Record<string, LeasedResource> = {}
    for (const [name, address] of environment.addresses) {
      const kind = system.resources.get(name)?.kind
      const service = environment.services.get(name)
      const pid = (kind === undefined ? service?.process : environment.serverProcesses.get(name))?.pid
      const known = pid === undefined ? {} : { pid }
      if (kind !== undefined) resources[name] = { kind, address, ...known }
      else services[name] = { url: address.url, ...(service && { logFile: service.logFile }), ...known }
    }
    const stubs = [...ports].map(([name, port]) => {
      const openapi = system.services.get(name)?.openapi
      return [name, { port, ...(openapi === undefined ? {} : { openapi }) }]
    })
    return { lease, environment: environment.id, services, resources, stubs: Object.fromEntries(stubs) }
  }

  #find(lease: string): Lease {
    const found = this.#leases.get(lease)
    if (found === undefined) throw unknownLease(lease)
    return found
  }

  #service(lease: string, name: string): RunningService {
    const service = this.#find(lease).environment.services.get(name)
    if (service !== undefined) return service
    throw configurationError({
      code: 'not_a_process',
      message: `"${name}" cannot be stopped or started: it is not a process of this environment.`,
      fix: 'only services that Assay started can be; a stub or a url cannot',
    })
  }
}

interface Lease {
  readonly environment: Environment
  readonly isExclusive: boolean
}

async function done(work?: Promise<void> | void): Promise<null> {
  await work
  return null
}

function isMethod(method: string, handlers: Handlers): method is keyof HostMethods {
  return Object.hasOwn(handlers, method)
}

function unknownMethod(method: string) {
  return infrastructureError({
    code: 'unknown_method',
    message: `The running system does not know "${method}": it was started by another version of Assay.`,
    fix: 'assay down, then run again',
  })
}

function unknownLease(lease: string) {
  return infrastructureError({
    code: 'lease_lost',
    message: `The lease ${lease} has ended: its owner was silent for too long, or the system was stopped.`,
    fix: 'run again',
  })
}
