import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { formatDuration } from '../base/duration.ts'
import { poll } from '../base/poll.ts'
import { infrastructureError } from '../errors/assay-error.ts'
import { outlinesOf, wholeSystem } from '../lifecycle/environment-request.ts'
import { Host } from '../lifecycle/host.ts'
import { serveHost } from '../lifecycle/host-server.ts'
import {
  announceWarmSystem,
  endWarmSystem,
  findWarmSystem,
  type WarmSystem,
  warmHash,
  withdrawWarmSystem,
} from '../lifecycle/warm.ts'
import { loadSystem } from '../model/load-system.ts'
import type { System } from '../model/system.ts'
import { lastLines } from '../processes/process-log.ts'
import { ExitCode } from './exit-code.ts'
import { abortOnInterruption } from './interruption.ts'
import { printLine, printProgress } from './print.ts'
import { createProgress } from './progress.ts'

interface UpFlags {
  readonly directory: string
  readonly detach?: true
}

const DETACHED_TIMEOUT_MS = 15 * 60_000

export function addUpCommand(program: Command): void {
  program
    .command('up')
    .description('boot the system and keep it warm, so that runs attach to it')
    .option('-d, --directory <folder>', 'folder of the definition', '.')
    .option('--detach', 'return when it is up, and leave it running in the background')
    .action(upCommand)
}

async function upCommand(flags: UpFlags): Promise<void> {
  const inherited = { ...process.env }
  const system = await loadSystem(flags.directory)
  const warm = findWarmSystem(system)
  if (warm !== undefined && warm.hash === warmHash(system)) {
    printLine(`${system.name} is already up, since ${warm.startedAt} (pid ${warm.pid})`)
    return
  }
  if (warm !== undefined) {
    printProgress('the definition has changed; replacing the system that is up')
    await endWarmSystem(system, warm)
  }
  if (flags.detach === true) await upDetached(system)
  else await upInForeground(system, inherited)
}

async function upInForeground(
  system: System,
  inherited: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const signal = abortOnInterruption()
  const requested = new AbortController()
  const stopped = AbortSignal.any([signal, requested.signal])
  const logDirectory = join(upFolder(system), 'logs')
  const progress = createProgress(process.stderr)
  const host = new Host({
    system,
    logDirectory,
    inherited,
    emit: (event) => progress.show(event),
    isWarm: true,
  })
  try {
    await using server = await serveHost(system, host, () => requested.abort())
    const started = performance.now()
    const request = wholeSystem(outlinesOf(system))
    await Promise.race([host.prepare(request), whenAborted(stopped)])
    progress.end()
    if (!stopped.aborted) {
      announceWarmSystem(system, {
        pid: process.pid,
        socketPath: server.socketPath,
        logDirectory,
        dataDirectory: host.dataDirectory,
        hash: warmHash(system),
        startedAt: new Date().toISOString(),
      })
      printLine(`${system.name} is up, booted in ${formatDuration(performance.now() - started)}`)
      printLine(`runs in this folder attach to it; end it with Ctrl-C or assay down (logs: ${logDirectory})`)
      await whenAborted(stopped)
    }
  } finally {
    progress.end()
    withdrawWarmSystem(system)
    await host[Symbol.asyncDispose]()
  }
  process.exitCode = requested.signal.aborted ? ExitCode.ship : ExitCode.interrupted
}

/** Starts this command again in a session of its own and waits until it has announced itself. */
async function upDetached(system: System): Promise<void> {
  const folder = upFolder(system)
  mkdirSync(folder, { recursive: true })
  const logFile = join(folder, 'up.log')
  const log = openSync(logFile, 'w')
  const command = process.argv.slice(1).filter((argument) => argument !== '--detach')
  const child = spawn(process.execPath, [...process.execArgv, ...command], {
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let hasEnded = false
  child.once('exit', () => {
    hasEnded = true
  })
  const outcome = await poll(
    () => {
      const warm = findWarmSystem(system)
      if (warm === undefined && !hasEnded) throw new Error('not up yet')
      return warm
    },
    { timeoutMs: DETACHED_TIMEOUT_MS },
  )
  child.unref()
  const warm: WarmSystem | undefined = outcome.done ? outcome.value : undefined
  if (warm === undefined) throw notUp(logFile)
  printLine(`${system.name} is up (pid ${warm.pid}); end it with assay down`)
}

function upFolder(system: System): string {
  return join(system.directory, '.assay', 'up')
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function notUp(logFile: string) {
  return infrastructureError({
    code: 'not_up',
    message: 'The system did not come up.',
    evidence: lastLines(logFile, 15),
    fix: `read ${logFile}, or start it in the foreground: assay up`,
  })
}
