import { mkdirSync } from 'node:fs'
import { newRunId } from '../base/identifiers.ts'
import { directEdges, type EdgeRouter } from '../model/address.ts'
import type { Crash, EmitPartEvent, PartInfo } from '../model/part-event.ts'
import type { System } from '../model/system.ts'
import { type Guard, startGuard } from '../processes/guard.ts'
import { makeRunDirectory, sweepAbandonedRuns } from '../processes/run-directory.ts'
import { Environment, type EnvironmentContext } from './environment.ts'
import { type EnvironmentRequest, requestKey } from './environment-request.ts'
import { ResourceServers } from './resource-servers.ts'
import { sourceFingerprint } from './source-fingerprint.ts'

/** Failed boots of the same kind after which no more are tried: each costs a full time-out. */
const MAX_FAILED_BOOTS = 2
/** Environments a warm host keeps ready, each of another kind. */
const MAX_SPARES = 8

export interface HostOptions {
  readonly system: System
  /** Where the logs of all processes go. */
  readonly logDirectory: string
  /** What services inherit: the environment the command was started with. */
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly emit: EmitPartEvent
  readonly router?: EdgeRouter
  /** It outlives single runs, so source files may change under it. */
  readonly isWarm?: boolean
}

/**
 * Runs a system: its resource servers, and as many isolated environments as are asked for. It
 * owns every process and directory; when it is closed, or dies, nothing of them is left.
 */
export class Host implements AsyncDisposable {
  readonly runId = newRunId()
  readonly dataDirectory: string
  readonly #options: HostOptions
  readonly #guard: Guard
  readonly #abort = new AbortController()
  readonly #context: EnvironmentContext
  readonly #environments = new Set<Environment>()
  readonly #spares = new Map<string, Spare>()
  readonly #ending = new Set<Promise<void>>()
  readonly #failures = new Map<string, { count: number; error: unknown }>()
  readonly #crashListeners = new Set<(crash: Crash) => void>()
  readonly #parts = new Map<string, PartInfo>()
  #opened = 0
  #closing: Promise<void> | undefined

  constructor(options: HostOptions) {
    this.#options = options
    this.#guard = startGuard(this.runId)
    this.dataDirectory = makeRunDirectory(this.runId)
    this.#guard.own(this.dataDirectory)
    mkdirSync(options.logDirectory, { recursive: true })
    const start = {
      runId: this.runId,
      dataDirectory: this.dataDirectory,
      logDirectory: options.logDirectory,
      systemDirectory: options.system.directory,
      guard: this.#guard,
      signal: this.#abort.signal,
      report: () => undefined,
    }
    this.#context = {
      system: options.system,
      servers: new ResourceServers(options.system, start, (crash) => this.#crashed(crash)),
      start,
      router: options.router ?? directEdges,
      inherited: options.inherited,
      emit: (event) => {
        // How a part first came up is its boot; later environments find the servers running.
        if (event.type === 'part-ready' && !this.#parts.has(event.part))
          this.#parts.set(event.part, event.info)
        options.emit(event)
      },
      onCrash: (crash) => this.#crashed(crash),
    }
    sweepAbandonedRuns()
  }

  /** How each part first came up. */
  get parts(): readonly PartInfo[] {
    return [...this.#parts.values()]
  }

  /** Boots an environment and keeps it for the first lease that fits. */
  async prepare(request: EnvironmentRequest): Promise<void> {
    const key = requestKey(request)
    const spare = this.#spares.get(key) ?? this.#bootSpare(request)
    await spare.environment
  }

  /** An environment for the caller alone: one that is ready, or a new one. */
  async acquire(request: EnvironmentRequest): Promise<Environment> {
    const key = requestKey(request)
    const spare = this.#spares.get(key)
    this.#spares.delete(key)
    if (spare === undefined) return this.#boot(request)
    const environment = await spare.environment
    if (spare.sources === this.#sources() && !environment.isBroken) return environment
    await this.discard(environment)
    return this.#boot(request)
  }

  /** Ends an environment. A warm host then makes another of its kind ready for the next run. */
  async discard(environment: Environment): Promise<void> {
    await this.end(environment)
    const mayKeep = this.#options.isWarm === true && this.#closing === undefined
    if (mayKeep && this.#spares.size < MAX_SPARES) {
      // Whoever leases it next sees why it failed; nobody waits for it now.
      this.prepare(environment.request).catch(() => undefined)
    }
  }

  /** Ends an environment, and makes no other ready. */
  async end(environment: Environment): Promise<void> {
    const ending = environment[Symbol.asyncDispose]()
    this.#ending.add(ending)
    try {
      await ending
    } finally {
      this.#ending.delete(ending)
      this.#environments.delete(environment)
    }
  }

  /** Resolves when nothing boots or ends any more. */
  async settled(): Promise<void> {
    const booting = [...this.#spares.values()].map(({ environment }) => environment)
    await Promise.allSettled([...booting, ...this.#ending])
  }

  onCrash(listener: (crash: Crash) => void): void {
    this.#crashListeners.add(listener)
  }

  /** Aborts what is starting, stops everything, removes the data. Safe to call more than once. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#abort.abort(new Error('the run was stopped'))
    await Promise.allSettled([...this.#spares.values()].map(({ environment }) => environment))
    await Promise.allSettled([...this.#environments].map((environment) => environment[Symbol.asyncDispose]()))
    await this.#context.servers[Symbol.asyncDispose]()
    await this.#guard[Symbol.asyncDispose]()
  }

  #bootSpare(request: EnvironmentRequest): Spare {
    const key = requestKey(request)
    const sources = this.#sources()
    const environment = this.#boot(request, sources)
    const spare = { environment, sources }
    this.#spares.set(key, spare)
    // Whoever waits for the spare sees the failure; for those who come later, another one is tried.
    environment.catch(() => {
      if (this.#spares.get(key) === spare) this.#spares.delete(key)
    })
    return spare
  }

  /** Code may change while a warm host runs; that of a run is what it was when the run began. */
  #sources(): string {
    return this.#options.isWarm === true ? sourceFingerprint(this.#options.system) : ''
  }

  async #boot(request: EnvironmentRequest, sources = this.#sources()): Promise<Environment> {
    // What has failed may start once the code is another.
    const key = `${requestKey(request)} ${sources}`
    const failure = this.#failures.get(key)
    if (failure !== undefined && failure.count >= MAX_FAILED_BOOTS) throw failure.error
    this.#opened += 1
    try {
      const environment = await Environment.boot(String(this.#opened), request, this.#context)
      this.#environments.add(environment)
      this.#failures.delete(key)
      return environment
    } catch (error) {
      this.#failures.set(key, { count: (failure?.count ?? 0) + 1, error })
      throw error
    }
  }

  #crashed(crash: Crash): void {
    if (this.#closing !== undefined) return
    this.#options.emit({ type: 'part-died', crash })
    for (const listener of this.#crashListeners) listener(crash)
  }
}

interface Spare {
  readonly environment: Promise<Environment>
  readonly sources: string
}
