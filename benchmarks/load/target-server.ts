import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { compiledProgram } from './compile.ts'
import { onCore, TARGET_CORE } from './cores.ts'

const ANSWER_TIMEOUT_MS = 10_000

/** A standstill in the middle of every period; the first period begins with the first request. */
export interface Stall {
  readonly everyMs: number
  readonly lengthMs: number
}

export interface TargetOptions {
  readonly stall?: Stall
  /** Time at work for each request, in microseconds. Default: none. */
  readonly serviceMicroseconds?: number
}

/** What the target has seen and spent since it was started. */
export interface TargetUsage {
  readonly requests: number
  readonly cpuSeconds: number
}

type TargetProcess = ChildProcessByStdio<Writable, Readable, null>

/** The server that is loaded: `target-server.c`, alone on a core. */
export class TargetServer implements Disposable {
  readonly url: string
  readonly #process: TargetProcess
  readonly #lines: AsyncIterator<string>

  private constructor(child: TargetProcess, lines: AsyncIterator<string>, port: string) {
    this.url = `http://127.0.0.1:${port}`
    this.#process = child
    this.#lines = lines
  }

  static async start(options: TargetOptions = {}): Promise<TargetServer> {
    const server = await compiledProgram('target-server')
    const [program, ...argv] = onCore(TARGET_CORE, [server, ...flagsOf(options)])
    const child = spawn(program, argv, { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(child, 'spawn')
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const [port = ''] = await nextLine(child, lines)
    return new TargetServer(child, lines, port)
  }

  async usage(): Promise<TargetUsage> {
    this.#process.stdin.write('usage\n')
    const [requests, cpuMicroseconds] = await nextLine(this.#process, this.#lines)
    return { requests: Number(requests), cpuSeconds: Number(cpuMicroseconds) / 1e6 }
  }

  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL')
  }
}

/** The words of what the target says next, without the first, which says what they are. */
async function nextLine(child: TargetProcess, lines: AsyncIterator<string>): Promise<string[]> {
  const deadline = setTimeout(() => child.kill('SIGKILL'), ANSWER_TIMEOUT_MS)
  const { value, done } = await lines.next()
  clearTimeout(deadline)
  if (done === true) throw new Error('the target of the load has ended, or did not answer in time')
  return value.split(' ').slice(1)
}

function flagsOf({ stall, serviceMicroseconds }: TargetOptions): string[] {
  return [
    ...(stall === undefined
      ? []
      : ['--stall-every-ms', String(stall.everyMs), '--stall-ms', String(stall.lengthMs)]),
    ...(serviceMicroseconds === undefined ? [] : ['--service-us', String(serviceMicroseconds)]),
  ]
}
