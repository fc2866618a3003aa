import { type ChildProcess, spawn } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileCacheFolder } from '../base/compile-cache.ts'
import { PROCESS_VARIABLE, RUN_VARIABLE } from './process-table.ts'

/** Ends every process and removes every directory of a run, however the run itself ends. */
export interface Guard extends AsyncDisposable {
  /** From now on the process group of `pid` dies with this process. */
  watch(pid: number): void
  /** The group has ended; its number may be given to somebody else. */
  forget(pid: number): void
  /** The directory is removed when this process is gone. */
  own(directory: string): void
}

/**
 * Starts the guard: a small process in a session of its own that holds a pipe to this one. When
 * the pipe closes, for whatever reason, it ends all that it was told about and every process
 * whose environment carries the run's id.
 */
export function startGuard(runId: string): Guard {
  const environment = { ...process.env }
  // The guard must not carry the marks of what it is there to end.
  delete environment[RUN_VARIABLE]
  delete environment[PROCESS_VARIABLE]
  environment['NODE_COMPILE_CACHE'] ??= compileCacheFolder()
  const program = fileURLToPath(new URL(`./guard-process${extname(import.meta.url)}`, import.meta.url))
  const child = spawn(process.execPath, [program, runId], {
    detached: true,
    env: environment,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // A guard that is killed takes nothing with it; the run then relies on its own clean-up.
  child.once('error', () => undefined)
  child.stdin.on('error', () => undefined)
  child.unref()
  const send = (line: string) => void child.stdin.write(`${line}\n`)
  return {
    watch: (pid) => send(`watch ${pid}`),
    forget: (pid) => send(`forget ${pid}`),
    own: (directory) => send(`own ${directory}`),
    [Symbol.asyncDispose]: () => closed(child),
  }
}

/** Closing the pipe is the signal; the guard sweeps once more and exits. */
async function closed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.ref()
  child.stdin?.end()
  await exited
}
