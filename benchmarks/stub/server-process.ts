import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const ANSWER_TIMEOUT_MS = 20_000

/** A server under load, in a process of its own so that its CPU can be told from that of the load. */
export class ServerProcess implements Disposable {
  readonly name: string
  readonly url: string
  readonly #process: ChildProcess

  private constructor(name: string, port: number, child: ChildProcess) {
    this.name = name
    this.url = `http://127.0.0.1:${port}`
    this.#process = child
  }

  static async start(name: string, ...argv: string[]): Promise<ServerProcess> {
    const child = fork(join(import.meta.dirname, 'servers', `${name}.ts`), argv)
    const { port } = await answerOf<{ port: number }>(child)
    return new ServerProcess(name, port, child)
  }

  /** The CPU time of all its threads since it was started, in microseconds. */
  async cpuMicroseconds(): Promise<number> {
    const answer = answerOf<{ cpuUsage: NodeJS.CpuUsage }>(this.#process)
    this.#process.send('cpu')
    const { user, system } = (await answer).cpuUsage
    return user + system
  }

  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL')
  }
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const answered = new AbortController()
  const signal = AbortSignal.any([answered.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)])
  const exited = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a server of the benchmark ended with code ${code}`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), exited])
    return message
  } finally {
    answered.abort()
  }
}
