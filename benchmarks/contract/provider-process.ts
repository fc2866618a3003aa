import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const ANSWER_TIMEOUT_MS = 20_000

/** What the provider was asked since it was started. */
export interface Seen {
  readonly users: number
  readonly states: number
}

/** The provider, in a process of its own as providers are. */
export class ProviderProcess implements Disposable {
  readonly url: string
  readonly #process: ChildProcess

  private constructor(port: number, child: ChildProcess) {
    this.url = `http://127.0.0.1:${port}`
    this.#process = child
  }

  static async start(): Promise<ProviderProcess> {
    const child = fork(join(import.meta.dirname, 'user-provider.ts'))
    const { port } = await answerOf<{ port: number }>(child)
    return new ProviderProcess(port, child)
  }

  async seen(): Promise<Seen> {
    const answer = answerOf<Seen>(this.#process)
    this.#process.send('seen')
    return answer
  }

  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL')
  }
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const [message] = await once(child, 'message', { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
  return message
}
