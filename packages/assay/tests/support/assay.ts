import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { poll } from '../../src/base/poll.ts'
import { isAlive, processesMarked } from '../../src/processes/process-table.ts'

const bin = resolve(import.meta.dirname, '../../bin/assay.cjs')
const vitest = resolve(import.meta.dirname, '../../../../node_modules/vitest/vitest.mjs')
/** Inherited by everything a command starts, so that what it leaves behind can be found. */
const MARK = 'ASSAY_TEST_MARK'
let lastMark = 0

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A real command, running. */
export interface RunningAssay {
  readonly pid: number
  readonly finished: Promise<Finished>
  /** Resolves when standard output or error has shown the text. */
  shows(text: string | RegExp): Promise<void>
  /** What it has shown so far. */
  output(): string
  signal(signal: NodeJS.Signals): void
  /** Processes it has started, directly or not, that are alive now. */
  alive(): number[]
  /** Resolves when none of them is alive any more; rejects with those that are after the deadline. */
  leavesNothing(timeoutMs?: number): Promise<void>
}

export interface AssayOptions {
  readonly directory: string
  readonly environment?: Readonly<Record<string, string>>
  /** Default: that of the tests. */
  readonly maxOpenFiles?: number
}

/** Starts `assay` in a folder. */
export function startAssay(args: readonly string[], options: AssayOptions): RunningAssay {
  return startNode([bin, ...args], options)
}

/** Starts Vitest itself in a folder, as an editor does. */
export function startVitest(args: readonly string[], options: AssayOptions): RunningAssay {
  return startNode([vitest, ...args], options)
}

function startNode(argv: readonly string[], options: AssayOptions): RunningAssay {
  lastMark += 1
  const mark = `${process.pid}-${lastMark}`
  const [program, args] = limited([process.execPath, ...argv], options.maxOpenFiles)
  const child = spawn(program, args, {
    cwd: options.directory,
    env: { ...cleanEnvironment(), ...options.environment, [MARK]: mark, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const finished = new Promise<Finished>((done) => {
    child.once('close', (code) => done({ code, stdout, stderr }))
  })
  const alive = () => processesMarked(MARK, mark).filter(isAlive)
  return {
    pid: child.pid ?? -1,
    finished,
    async shows(text) {
      const has = () =>
        typeof text === 'string' ? (stdout + stderr).includes(text) : text.test(stdout + stderr)
      await until(
        () => has() || hasEnded(child),
        60_000,
        () => `waiting for ${text}:\n${stdout}${stderr}`,
      )
      if (!has()) throw new Error(`it ended without showing ${text}:\n${stdout}${stderr}`)
    },
    output: () => stdout + stderr,
    signal: (signal) => void child.kill(signal),
    alive,
    leavesNothing: (timeoutMs = 5_000) =>
      until(
        () => alive().length === 0,
        timeoutMs,
        () => alive().map(describe).join('\n'),
      ),
  }
}

function limited([program, ...args]: [string, ...string[]], maxOpenFiles: number | undefined) {
  if (maxOpenFiles === undefined) return [program, args] as const
  return ['sh', ['-c', `ulimit -n ${maxOpenFiles} && exec "$0" "$@"`, program, ...args]] as const
}

/** Runs `assay` to its end. */
export function assay(args: readonly string[], options: AssayOptions): Promise<Finished> {
  return startAssay(args, options).finished
}

/** The CTRF results of a folder's newest run. */
export function latestResults(directory: string) {
  return JSON.parse(readFileSync(join(directory, '.assay', 'latest', 'results.json'), 'utf8')).results
}

/** Tests run inside Vitest, which must not leak into what they start. */
function cleanEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV$|TEST$|ASSAY_|GITHUB_|CI$)/.test(name),
  )
  return Object.fromEntries(kept)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function until(
  condition: () => boolean,
  timeoutMs: number,
  describeFailure: () => string,
): Promise<void> {
  const outcome = await poll(
    () => {
      if (!condition()) throw new Error('not yet')
    },
    { timeoutMs, longestPauseMs: 20 },
  )
  if (!outcome.done) throw new Error(`after ${timeoutMs} ms: ${describeFailure()}`)
}

function describe(pid: number): string {
  return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`
}
