import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { FuzzCase, Outcome } from '../fuzz-case.ts'

/** What the process says: its answers, or why its own program (not pact-core) cannot give any. */
export type Reply = { readonly answers: readonly Answer[] } | { readonly problem: string }

export interface Answer {
  readonly outcome: Outcome
  /** The pact of a request as pact-core has written it. */
  readonly pact?: string
}

/** pact-core in a process of its own, which is started anew when it crashes. */
export class PactCore implements AsyncDisposable {
  #child: ChildProcess | undefined
  #waiting: PromiseWithResolvers<readonly Answer[] | undefined> | undefined

  /** What pact-core says of each case, in their order. */
  async ask(cases: readonly FuzzCase[]): Promise<readonly Answer[]> {
    const answers = cases.length === 0 ? [] : await this.#askOnce(cases)
    if (answers !== undefined) return answers
    if (cases.length === 1) return [{ outcome: { verdict: 'crashed' } }]
    const half = Math.ceil(cases.length / 2)
    return [...(await this.ask(cases.slice(0, half))), ...(await this.ask(cases.slice(half)))]
  }

  /** `undefined` when the process has crashed. */
  #askOnce(cases: readonly FuzzCase[]): Promise<readonly Answer[] | undefined> {
    this.#child ??= this.#start()
    this.#waiting = Promise.withResolvers()
    this.#child.send(cases)
    return this.#waiting.promise
  }

  #start(): ChildProcess {
    const child = fork(join(import.meta.dirname, 'pact-core-process.ts'), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, PACT_DO_NOT_TRACK: 'true' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('message', (reply: Reply) => {
      if ('problem' in reply) this.#waiting?.reject(new Error(reply.problem))
      else this.#waiting?.resolve(reply.answers)
    })
    child.once('exit', (code, signal) => {
      this.#child = undefined
      // Native code ends by a signal; anything else is a fault of the program around it.
      if (signal === null) this.#waiting?.reject(new Error(`The process with pact-core ended with ${code}.`))
      else this.#waiting?.resolve(undefined)
    })
    return child
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    const ended = once(child, 'exit')
    this.#waiting = undefined
    child.disconnect()
    await ended
  }
}
