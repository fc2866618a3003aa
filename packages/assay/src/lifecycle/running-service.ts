import { join } from 'node:path'
import { findProgram, searchPath } from '../base/find-program.ts'
import { AssayError, infrastructureError } from '../errors/assay-error.ts'
import type { ServiceSpec } from '../model/system.ts'
import { type PortClaim, tryClaim } from '../processes/ports.ts'
import { probeHttp, probePort } from '../processes/probe.ts'
import { listeningPorts, processTree } from '../processes/process-table.ts'
import { type RunningProcess, spawnProcess } from '../processes/spawn-process.ts'
import { waitUntilReady } from '../processes/wait-until-ready.ts'
import type { StartContext } from '../resources/resource-server.ts'

export interface ServiceOptions {
  readonly spec: ServiceSpec
  /** Unique among all processes of the run, such as `orders` or `orders@2`. */
  readonly processName: string
  readonly port: number
  readonly variables: Readonly<Record<string, string>>
  /** What the service inherits: the environment Assay itself was started with. */
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly onDeath: (running: RunningProcess) => void
}

/** A service that Assay runs. It can be stopped and started again on the same port. */
export class RunningService {
  readonly name: string
  readonly url: string
  readonly logFile: string
  readonly #options: ServiceOptions
  readonly #context: StartContext
  #running: RunningProcess | undefined

  constructor(options: ServiceOptions, context: StartContext) {
    this.name = options.spec.name
    this.url = `http://127.0.0.1:${options.port}`
    this.logFile = join(context.logDirectory, `${options.processName}.log`)
    this.#options = options
    this.#context = context
  }

  get process(): RunningProcess | undefined {
    return this.#running
  }

  /** Starts the process and waits until it is healthy; does nothing when it already runs. */
  async start(): Promise<void> {
    if (this.#running !== undefined && this.#running.exit === undefined) return
    const { spec, inherited, variables, port, processName } = this.#options
    const [name, ...args] = spec.command ?? ['']
    const program = findProgram(name, spec.directory)
    if (program === undefined) throw programGone(spec.name, name)
    const running = spawnProcess({
      name: processName,
      runId: this.#context.runId,
      program,
      arguments: args,
      directory: spec.directory,
      environment: {
        ...inherited,
        PATH: searchPath(spec.directory, inherited['PATH']),
        [spec.portVariable]: String(port),
        ...variables,
      },
      logFile: this.logFile,
      guard: this.#context.guard,
    })
    this.#running = running
    await this.#waitUntilHealthy(running)
    void running.exited.then(() => {
      if (!running.wasStopped) this.#options.onDeath(running)
    })
  }

  async stop(): Promise<void> {
    await this.#running?.stop(this.#options.spec.stopTimeoutMs)
  }

  async kill(): Promise<void> {
    await this.#running?.kill()
  }

  async #waitUntilHealthy(running: RunningProcess): Promise<void> {
    const { spec, port } = this.#options
    const { path, timeoutMs } = spec.health
    try {
      await waitUntilReady(running, {
        part: spec.name,
        timeoutMs,
        signal: this.#context.signal,
        asks: path === undefined ? `connection to port ${port}` : `GET ${path}`,
        probe: (remainingMs) =>
          path === undefined
            ? probePort({ host: '127.0.0.1', port }, remainingMs)
            : probeHttp(`${this.url}${path}`, remainingMs),
      })
    } catch (error) {
      const explained = running.exit === undefined ? explainPort(error, running, this.#options) : error
      await running.kill()
      throw running.exit?.code === 0 && !running.wasStopped ? explainDaemon(error, spec.name) : explained
    }
  }
}

/** Claims a fixed port; it is an error of the machine when somebody else has it. */
export async function claimFixedPort(service: string, port: number): Promise<PortClaim> {
  const claim = await tryClaim(port)
  if (claim !== undefined) return claim
  throw infrastructureError({
    code: 'port_taken',
    message: `Service "${service}" has the fixed port ${port}, which another process uses.`,
    fix: `end that process (ss -ltnp 'sport = :${port}' names it), or remove services.${service}.port`,
  })
}

/** A service that listens somewhere else is alive and will never be healthy: say where it listens. */
function explainPort(error: unknown, running: RunningProcess, options: ServiceOptions): unknown {
  const { spec, port } = options
  const ports = listeningPorts(processTree(running.pid))
  if (!(error instanceof AssayError) || ports.length === 0 || ports.includes(port)) return error
  return infrastructureError({
    code: 'wrong_port',
    message: `Service "${spec.name}" listens on port ${ports.join(', ')}, not on ${port}, which it was given in ${spec.portVariable}.`,
    evidence: error.evidence,
    fix: `make it listen on ${spec.portVariable}, name its own variable with portVariable, or declare its fixed port with port`,
    cause: error,
  })
}

function explainDaemon(error: unknown, service: string): unknown {
  if (!(error instanceof AssayError)) return error
  return infrastructureError({
    code: error.code,
    message: `${error.message} A service must stay in the foreground.`,
    evidence: error.evidence,
    fix: `if "${service}" puts itself in the background, start it with its foreground option`,
    cause: error.cause,
  })
}

function programGone(service: string, program: string) {
  return infrastructureError({
    code: 'command_not_found',
    message: `Service "${service}" starts with "${program}", which is no longer an executable program.`,
    fix: `install "${program}", or correct services.${service}.command`,
  })
}
