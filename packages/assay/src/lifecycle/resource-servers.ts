import type { Crash } from '../model/part-event.ts'
import type { ResourceSpec, System } from '../model/system.ts'
import { describeExit, type RunningProcess } from '../processes/spawn-process.ts'
import { RESOURCE_DRIVERS } from '../resources/drivers.ts'
import { chooseProvider, resourceUnavailable } from '../resources/providers/choose-provider.ts'
import type { Candidate } from '../resources/providers/provider.ts'
import type { ResourceServer, StartContext } from '../resources/resource-server.ts'

const LOG_LINES_KEPT = 20

/** A running server and where it came from. */
export interface ProvidedServer {
  readonly server: ResourceServer
  readonly candidate: Candidate
}

/** The servers of a run. Each is started when it is first needed, and shared by all environments. */
export class ResourceServers implements AsyncDisposable {
  readonly #system: System
  readonly #context: StartContext
  readonly #onCrash: (crash: Crash) => void
  readonly #servers = new Map<string, Promise<ProvidedServer>>()

  constructor(system: System, context: StartContext, onCrash: (crash: Crash) => void) {
    this.#system = system
    this.#context = context
    this.#onCrash = onCrash
  }

  get(name: string, report: (step: string) => void): Promise<ProvidedServer> {
    const known = this.#servers.get(name) ?? this.#start(this.#system.resources.get(name)!, report)
    this.#servers.set(name, known)
    return known
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const servers = await Promise.allSettled(this.#servers.values())
    const running = servers.filter((outcome) => outcome.status === 'fulfilled')
    await Promise.all(running.map(({ value }) => value.server[Symbol.asyncDispose]()))
  }

  async #start(spec: ResourceSpec, report: (step: string) => void): Promise<ProvidedServer> {
    const driver = RESOURCE_DRIVERS[spec.kind]
    const request = supplyRequest(spec, this.#system.directory)
    const { chosen, rejected } = await chooseProvider(request, driver.providers, spec.options.provider)
    if (chosen === undefined) throw resourceUnavailable(request, rejected)
    const supply = await chosen.prepare(report)
    const watch = (running: RunningProcess) => this.#watch(spec.name, running)
    const server = await driver.start(spec, supply, { ...this.#context, report, watch })
    if (server.process !== undefined) watch(server.process)
    return { server, candidate: chosen }
  }

  #watch(part: string, running: RunningProcess): void {
    void running.exited.then((exit) => {
      if (running.wasStopped) return
      this.#onCrash({
        part,
        environment: undefined,
        how: describeExit(exit),
        at: exit.atMs,
        lastLogLines: running.lastLogLines(LOG_LINES_KEPT),
        logFile: running.logFile,
      })
    })
  }
}

/** What a resource asks of its providers. */
export function supplyRequest(spec: ResourceSpec, directory: string) {
  const { version, url } = spec.options
  return {
    name: spec.name,
    kind: spec.kind,
    version: version === undefined ? undefined : String(version),
    url,
    directory,
  }
}
