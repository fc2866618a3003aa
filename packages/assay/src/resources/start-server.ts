import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ResourceSpec } from '../model/system.ts'
import { claimPort } from '../processes/ports.ts'
import { type PortProbe, probePort } from '../processes/probe.ts'
import { type RunningProcess, spawnProcess } from '../processes/spawn-process.ts'
import { waitUntilReady } from '../processes/wait-until-ready.ts'
import type { StartContext } from './resource-server.ts'

const DEFAULT_TIMEOUT_MS = 60_000

/** How a server that is one program is started and asked whether it is ready. */
export interface ServerPlan {
  readonly program: string
  readonly libraryPath: string | undefined
  readonly arguments: (port: number, directory: string) => readonly string[]
  readonly greeting: Pick<PortProbe, 'send' | 'expect'>
}

export interface StartedServer extends AsyncDisposable {
  readonly process: RunningProcess
  readonly port: number
}

/** Starts the server on a claimed port with an empty directory, and waits for its greeting. */
export async function startServer(
  spec: ResourceSpec,
  plan: ServerPlan,
  context: StartContext,
): Promise<StartedServer> {
  const directory = join(context.dataDirectory, spec.name)
  mkdirSync(directory)
  const claim = await claimPort()
  const running = spawnProcess({
    name: spec.name,
    runId: context.runId,
    program: plan.program,
    arguments: plan.arguments(claim.port, directory),
    directory,
    environment: { ...process.env, ...withLibraries(plan.libraryPath) },
    logFile: join(context.logDirectory, `${spec.name}.log`),
    guard: context.guard,
  })
  await waitUntilReady(running, {
    part: spec.name,
    timeoutMs: readyTimeoutMs(spec),
    signal: context.signal,
    asks: `a greeting on port ${claim.port}`,
    probe: (remainingMs) => probePort({ host: '127.0.0.1', port: claim.port, ...plan.greeting }, remainingMs),
  })
  return {
    process: running,
    port: claim.port,
    async [Symbol.asyncDispose]() {
      // The data is thrown away, so there is nothing to shut down in order.
      await running.kill()
      claim.release()
    },
  }
}

export function readyTimeoutMs(spec: ResourceSpec): number {
  return spec.options.timeoutMs ?? DEFAULT_TIMEOUT_MS
}

/** Environment that makes the dynamic linker look into an unpacked tree. */
export function withLibraries(libraryPath: string | undefined): Readonly<Record<string, string>> {
  return libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath }
}
