import { poll } from '../base/poll.ts'
import { configurationError, infrastructureError, messageOf } from '../errors/assay-error.ts'
import { type Stub, startStub } from '../mocks/stub.ts'
import { type EdgeRouter, endpointOf } from '../model/address.ts'
import type { Crash, EmitPartEvent } from '../model/part-event.ts'
import { startOrder } from '../model/start-order.ts'
import type { Address, ServiceSpec, System } from '../model/system.ts'
import { claimPort, type PortClaim } from '../processes/ports.ts'
import { probeHttp, probePort } from '../processes/probe.ts'
import { describeExit, type RunningProcess } from '../processes/spawn-process.ts'
import type { Namespace, StartContext } from '../resources/resource-server.ts'
import { type EnvironmentRequest, resourcesOf } from './environment-request.ts'
import type { ResourceServers } from './resource-servers.ts'
import { claimFixedPort, RunningService } from './running-service.ts'
import { type Part, type StartedPart, startParts } from './start-parts.ts'

const LOG_LINES_KEPT = 20
const REMOTE_TIMEOUT_MS = 5_000

/** What all environments of a run share. */
export interface EnvironmentContext {
  readonly system: System
  readonly servers: ResourceServers
  readonly start: StartContext
  readonly router: EdgeRouter
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly emit: EmitPartEvent
  readonly onCrash: (crash: Crash) => void
}

/**
 * An isolated instance of the system, or of one service: processes of its own on ports of its
 * own, a namespace of its own in every resource, stub servers for what is not real.
 */
export class Environment implements AsyncDisposable {
  readonly id: string
  readonly request: EnvironmentRequest
  readonly services = new Map<string, RunningService>()
  readonly addresses = new Map<string, Address>()
  /** The processes of resource servers that run on this machine, by resource. */
  readonly serverProcesses = new Map<string, RunningProcess>()
  readonly #context: EnvironmentContext
  readonly #stubs = new Map<string, Stub>()
  readonly #claims: PortClaim[] = []
  readonly #namespaces: Namespace[] = []
  readonly #abort = new AbortController()
  #closing: Promise<void> | undefined

  private constructor(id: string, request: EnvironmentRequest, context: EnvironmentContext) {
    this.id = id
    this.request = request
    this.#context = context
  }

  /** Boots it; when a part fails, everything that had started is stopped before the error is thrown. */
  static async boot(
    id: string,
    request: EnvironmentRequest,
    context: EnvironmentContext,
  ): Promise<Environment> {
    const environment = new Environment(id, request, context)
    try {
      await environment.#boot()
    } catch (error) {
      await environment[Symbol.asyncDispose]()
      throw error
    }
    return environment
  }

  /** Whether one of its processes ended without being told to. */
  get isBroken(): boolean {
    return [...this.services.values()].some(
      ({ process }) => process?.exit !== undefined && !process.wasStopped,
    )
  }

  /** Ends the stub servers kept for others and tells their ports, for whoever answers from now on. */
  async handOverStubs(): Promise<ReadonlyMap<string, number>> {
    const ports = new Map([...this.#stubs].map(([name, stub]) => [name, stub.port]))
    await Promise.all([...this.#stubs.values()].map((stub) => stub.close()))
    return ports
  }

  /** Opens one more namespace of a resource, for a single test. */
  async openNamespace(resource: string): Promise<Namespace> {
    const { server } = await this.#context.servers.get(resource, () => undefined)
    if (server.isShared) throw notIsolated(resource)
    return server.openNamespace()
  }

  /** Stops everything, in order. Safe to call more than once. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#abort.abort(new Error('the environment was closed'))
    await Promise.all([...this.services.values()].map((service) => service.stop()))
    await Promise.all([...this.#stubs.values()].map((stub) => stub.close()))
    await Promise.allSettled(this.#namespaces.map((namespace) => namespace[Symbol.asyncDispose]()))
    for (const claim of this.#claims) claim.release()
  }

  async #boot(): Promise<void> {
    const { system } = this.#context
    const specs = this.request.services.map((name) => system.services.get(name)!)
    // Every address is known before anything starts, so services may refer to each other in circles.
    for (const spec of specs) this.addresses.set(spec.name, endpointOf(await this.#urlOf(spec)))
    for (const name of this.request.stubs) await this.#addStub(name)
    const order = startOrder(system)
    const parts = [
      ...resourcesOf(system, this.request).map((name) => this.#resourcePart(name)),
      ...specs.map((spec) => this.#servicePart(spec, order.get(spec.name) ?? [])),
    ]
    const stopWithRun = () => this.#abort.abort(this.#context.start.signal.reason)
    this.#context.start.signal.addEventListener('abort', stopWithRun, { once: true })
    try {
      await startParts(parts, this.#context.emit, this.#abort)
    } finally {
      this.#context.start.signal.removeEventListener('abort', stopWithRun)
    }
  }

  async #urlOf(spec: ServiceSpec): Promise<string> {
    if (spec.url !== undefined) return spec.url
    const claim = spec.port === undefined ? await claimPort() : await claimFixedPort(spec.name, spec.port)
    this.#claims.push(claim)
    return `http://127.0.0.1:${claim.port}`
  }

  async #addStub(name: string): Promise<void> {
    const claim = await claimPort()
    this.#claims.push(claim)
    const openapi = this.#context.system.services.get(name)?.openapi
    const stub = await startStub({ name, port: claim.port, ...(openapi === undefined ? {} : { openapi }) })
    this.#stubs.set(name, stub)
    this.addresses.set(name, endpointOf(stub.url))
  }

  #resourcePart(name: string): Part {
    const { kind } = this.#context.system.resources.get(name)!
    return {
      name,
      kind,
      waitsFor: [],
      start: async (report) => {
        const { server, candidate } = await this.#context.servers.get(name, report)
        const namespace = await server.openNamespace()
        this.#namespaces.push(namespace)
        this.addresses.set(name, namespace.address)
        if (server.process !== undefined) this.serverProcesses.set(name, server.process)
        const { provider, version, source } = candidate
        return { process: server.process, provider, version, source }
      },
    }
  }

  #servicePart(spec: ServiceSpec, waitsFor: readonly string[]): Part {
    const isHere = (name: string) => this.request.services.includes(name) || this.#isResource(name)
    return {
      name: spec.name,
      kind: 'service',
      waitsFor: waitsFor.filter(isHere),
      start: async () => {
        if (spec.url !== undefined) return this.#checkRemote(spec, spec.url)
        const service = this.#serviceFor(spec)
        this.services.set(spec.name, service)
        await service.start()
        return { process: service.process, source: spec.command?.join(' ') ?? '' }
      },
    }
  }

  /** A service somebody else runs is only asked whether it is there. */
  async #checkRemote(spec: ServiceSpec, url: string): Promise<StartedPart> {
    const { host, port } = endpointOf(url)
    const { path, timeoutMs } = spec.health
    const outcome = await poll(
      (remainingMs) =>
        path === undefined ? probePort({ host, port }, remainingMs) : probeHttp(`${url}${path}`, remainingMs),
      { timeoutMs: Math.min(timeoutMs, REMOTE_TIMEOUT_MS), signal: this.#abort.signal },
    )
    if (!outcome.done) throw remoteUnreachable(spec.name, url, outcome.lastError)
    return { process: undefined, source: url }
  }

  #isResource(name: string): boolean {
    return this.#context.system.resources.has(name)
  }

  #serviceFor(spec: ServiceSpec): RunningService {
    const { start, router, inherited } = this.#context
    const variables = spec.environment((to) => router({ from: spec.name, to }, this.addresses.get(to)!))
    return new RunningService(
      {
        spec,
        processName: this.id === '1' ? spec.name : `${spec.name}@${this.id}`,
        port: this.addresses.get(spec.name)!.port,
        variables: { ...variables, ...this.request.variables[spec.name] },
        inherited,
        onDeath: (running) => this.#context.onCrash(this.#crashOf(spec.name, running)),
      },
      { ...start, signal: this.#abort.signal },
    )
  }

  #crashOf(part: string, running: RunningProcess): Crash {
    return {
      part,
      environment: this.id,
      how: running.exit === undefined ? 'ended' : describeExit(running.exit),
      at: running.exit?.atMs ?? Date.now(),
      lastLogLines: running.lastLogLines(LOG_LINES_KEPT),
      logFile: running.logFile,
    }
  }
}

function notIsolated(resource: string) {
  return configurationError({
    code: 'not_isolated',
    message: `"${resource}" is a server that somebody else runs, so there is no fresh namespace on it.`,
    fix: `remove resources.${resource}.url, so that Assay starts a server of its own`,
  })
}

function remoteUnreachable(service: string, url: string, lastError: unknown) {
  return infrastructureError({
    code: 'service_unreachable',
    message: `Service "${service}" should already run at ${url}, but it does not answer: ${messageOf(lastError)}`,
    fix: `start it there, correct services.${service}.url, or replace it for one run with --stub ${service}`,
    cause: lastError,
  })
}
