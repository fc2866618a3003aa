import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Guard } from './guard.ts'
import { lastLines, logSize } from './process-log.ts'
import { PROCESS_VARIABLE, processesMarked, RUN_VARIABLE } from './process-table.ts'

const LOG_CHECK_MS = 500
const DEFAULT_MAX_LOG_BYTES = 256 * 1_024 * 1_024

export interface ProcessOptions {
  readonly name: string
  readonly runId: string
  /** Absolute path of the program. */
  readonly program: string
  readonly arguments: readonly string[]
  readonly directory: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Standard output and error are appended here, by the process itself. */
  readonly logFile: string
  readonly guard: Guard
  /** Keep a pipe to its standard input. Default: it has none. */
  readonly input?: boolean
}

/** How a process ended: by itself with a code, by a signal, or because it could not be started. */
export interface ProcessExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly error?: Error
  /** Why Assay ended it, when it had to. */
  readonly reason?: string
  readonly atMs: number
}

/** A running process, its group and its log. */
export interface RunningProcess {
  readonly name: string
  readonly pid: number
  readonly logFile: string
  /** Set once it has ended. */
  readonly exit: ProcessExit | undefined
  readonly exited: Promise<ProcessExit>
  /** Whether `stop` or `kill` was called before it ended. */
  readonly wasStopped: boolean
  lastLogLines(count: number): string[]
  /** Writes to its standard input, when it was given one. */
  write(text: string): void
  /** `signal` (SIGTERM) to the group, SIGKILL after `timeoutMs`; also ends daemons it left behind. */
  stop(timeoutMs: number, signal?: NodeJS.Signals): Promise<ProcessExit>
  /** SIGKILL to the group. */
  kill(): Promise<ProcessExit>
  signal(signal: NodeJS.Signals): void
}

/** Starts a process as the leader of its own group, watched by the guard. */
export function spawnProcess(options: ProcessOptions): RunningProcess {
  const log = openSync(options.logFile, 'a')
  const child = spawn(options.program, [...options.arguments], {
    cwd: options.directory,
    env: {
      ...options.environment,
      [RUN_VARIABLE]: options.runId,
      [PROCESS_VARIABLE]: processMark(options),
    },
    detached: true,
    stdio: [options.input === true ? 'pipe' : 'ignore', log, log],
  })
  closeSync(log)
  // A process that is gone cannot read; its exit tells more than the broken pipe.
  child.stdin?.on('error', () => undefined)
  const pid = child.pid ?? -1
  if (pid > 0) options.guard.watch(pid)
  return new GroupLeader(options, child, pid)
}

function processMark(options: ProcessOptions): string {
  return `${options.runId}/${options.name}`
}

class GroupLeader implements RunningProcess {
  readonly name: string
  readonly pid: number
  readonly logFile: string
  readonly exited: Promise<ProcessExit>
  exit: ProcessExit | undefined
  wasStopped = false
  readonly #child: ChildProcess
  readonly #options: ProcessOptions
  readonly #logCheck: NodeJS.Timeout
  #reason: string | undefined

  constructor(options: ProcessOptions, child: ChildProcess, pid: number) {
    this.name = options.name
    this.logFile = options.logFile
    this.pid = pid
    this.#options = options
    this.#child = child
    this.#logCheck = setInterval(() => this.#checkLog(), LOG_CHECK_MS).unref()
    this.exited = new Promise((resolve) => {
      const finish = (exit: Omit<ProcessExit, 'atMs'>) => {
        if (this.exit !== undefined) return
        clearInterval(this.#logCheck)
        this.exit = { ...exit, ...(this.#reason && { reason: this.#reason }), atMs: Date.now() }
        this.#endGroup()
        resolve(this.exit)
      }
      child.once('exit', (code, signal) => finish({ code, signal }))
      child.once('error', (error) => finish({ code: null, signal: null, error }))
    })
  }

  lastLogLines(count: number): string[] {
    return lastLines(this.logFile, count)
  }

  write(text: string): void {
    this.#child.stdin?.write(text)
  }

  signal(signal: NodeJS.Signals): void {
    if (this.pid > 0 && this.exit === undefined) sendSignal(-this.pid, signal)
  }

  async stop(timeoutMs: number, signal: NodeJS.Signals = 'SIGTERM'): Promise<ProcessExit> {
    if (this.exit !== undefined) return this.exit
    this.wasStopped = true
    this.signal(signal)
    const deadline = new AbortController()
    await Promise.race([this.exited, sleep(timeoutMs, undefined, { signal: deadline.signal })])
    deadline.abort()
    return this.kill()
  }

  kill(): Promise<ProcessExit> {
    if (this.exit === undefined) {
      this.wasStopped = true
      this.signal('SIGKILL')
    }
    return this.exited
  }

  /** The process writes its log itself, so nothing but its end keeps it from filling the disk. */
  #checkLog(): void {
    const maxBytes = Number(process.env['ASSAY_MAX_LOG_BYTES'] ?? DEFAULT_MAX_LOG_BYTES)
    if (logSize(this.logFile) <= maxBytes) return
    this.#reason = `wrote more than ${Math.round(maxBytes / 1e6)} MB to its log and was ended`
    this.signal('SIGKILL')
  }

  /**
   * Children and daemons must not outlive their leader. It happens at its exit and never later:
   * afterwards the group's number may belong to somebody else.
   */
  #endGroup(): void {
    if (this.pid <= 0) return
    sendSignal(-this.pid, 'SIGKILL')
    for (const pid of processesMarked(PROCESS_VARIABLE, processMark(this.#options)))
      sendSignal(pid, 'SIGKILL')
    this.#options.guard.forget(this.pid)
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // No such process: what should end has ended.
  }
}

/** Tells in words how a process ended, for messages. */
export function describeExit(exit: ProcessExit): string {
  if (exit.reason !== undefined) return exit.reason
  if (exit.error !== undefined) return `could not be started: ${exit.error.message}`
  return exit.signal === null ? `exited with code ${exit.code}` : `was killed by ${exit.signal}`
}
