import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { compiledProgram } from './compile.ts'
import { GENERATOR_CORE, onCore } from './cores.ts'

const SHOWN_LINES = 5

export interface GeneratorCommand {
  /** The program and its arguments. */
  readonly command: readonly string[]
  readonly environment: Readonly<NodeJS.ProcessEnv>
  readonly timeoutMs: number
  /** Told the process id of the program when it has started. */
  readonly onStarted?: (pid: number) => void
}

export interface GeneratorOutput {
  readonly stdout: string
  /** CPU time of the program, user and system, with its own processes and its start. */
  readonly cpuSeconds: number
}

/** Runs a load generator alone on its core; rejects when it fails or takes too long. */
export async function runGenerator(options: GeneratorCommand): Promise<GeneratorOutput> {
  const launcher = await compiledProgram('measured-run')
  const [program, ...argv] = onCore(GENERATOR_CORE, [launcher, ...options.command])
  const child = spawn(program, argv, {
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that all of it can be ended.
    detached: true,
  })
  await once(child, 'spawn')
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    process.kill(-child.pid!, 'SIGKILL')
  }, options.timeoutMs)
  const [stdout, stderr, cpuSeconds, code] = await outcomeOf(child, options.onStarted).finally(() =>
    clearTimeout(deadline),
  )
  if (isLate) throw new Error(`it had not ended after ${options.timeoutMs} ms`)
  if (code !== 0) throw new Error(`it ended with code ${code}: ${lastLines(stderr === '' ? stdout : stderr)}`)
  return { stdout, cpuSeconds }
}

type Outcome = [stdout: string, stderr: string, cpuSeconds: number, code: number | null]

function outcomeOf(child: ChildProcess, onStarted: GeneratorCommand['onStarted']): Promise<Outcome> {
  return Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    readReport(child.stdio[3] as Readable, onStarted),
    once(child, 'close').then(([code]) => code as number | null),
  ])
}

/** Reads what `measured-run.c` tells of the program; gives the CPU time, in seconds. */
async function readReport(report: Readable, onStarted: GeneratorCommand['onStarted']): Promise<number> {
  let cpuSeconds = Number.NaN
  for await (const line of createInterface(report)) {
    const [word, value] = line.split(' ')
    if (word === 'pid') onStarted?.(Number(value))
    else cpuSeconds = Number(value) / 1e6
  }
  return cpuSeconds
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-SHOWN_LINES).join(' | ')
}
