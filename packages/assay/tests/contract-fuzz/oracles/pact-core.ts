import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FuzzCase, Outcome } from '../fuzz-case.ts'
import type { FuzzPact } from '../fuzz-pact.ts'

export interface Answer {
  readonly outcome: Outcome
  /** The pact of a request as pact-core has written it. */
  readonly pact?: string
}

/** What the process is asked, and what for. */
export type Question =
  | { readonly about: 'cases'; readonly items: readonly FuzzCase[] }
  | { readonly about: 'writing'; readonly items: readonly FuzzPact[] }
  | { readonly about: 'rewriting'; readonly items: readonly string[] }

/** An answer for each item, or why the process itself (not pact-core) can give none. */
export type Reply = { readonly answers: readonly unknown[] } | { readonly problem: string }

/** pact-core in a process of its own, which is started anew when it crashes. */
export class PactCore implements AsyncDisposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'pact-fuzz-'))
  #child: ChildProcess | undefined
  #waiting: PromiseWithResolvers<readonly unknown[] | undefined> | undefined

  /** What pact-core says of each case, in their order. */
  async ask(cases: readonly FuzzCase[]): Promise<readonly Answer[]> {
    if (cases.length === 0) return []
    const answers = await this.#askOnce({ about: 'cases', items: cases })
    if (answers !== undefined) return answers as readonly Answer[]
    if (cases.length === 1) return [{ outcome: { verdict: 'crashed' } }]
    const half = Math.ceil(cases.length / 2)
    return [...(await this.ask(cases.slice(0, half))), ...(await this.ask(cases.slice(half)))]
  }

  /** The files that pact-core makes of pacts. */
  async write(pacts: readonly FuzzPact[]): Promise<readonly string[]> {
    return this.#askForTexts({ about: 'writing', items: pacts })
  }

  /** What pact-core has understood of files, written by itself; `null` for what it cannot read. */
  async rewrite(texts: readonly string[]): Promise<readonly (string | null)[]> {
    return this.#askForTexts({ about: 'rewriting', items: texts })
  }

  async #askForTexts<Text>(question: Question): Promise<readonly Text[]> {
    const texts = await this.#askOnce(question)
    if (texts === undefined) throw new Error(`pact-core crashed while ${question.about}.`)
    return texts as readonly Text[]
  }

  /** `undefined` when pact-core has crashed. */
  #askOnce(question: Question): Promise<readonly unknown[] | undefined> {
    this.#child ??= this.#start()
    this.#waiting = Promise.withResolvers()
    this.#child.send(question)
    return this.#waiting.promise
  }

  #start(): ChildProcess {
    const child = fork(join(import.meta.dirname, 'pact-core-process.ts'), [this.#directory], {
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
    if (child !== undefined) {
      const ended = once(child, 'exit')
      this.#waiting = undefined
      child.disconnect()
      await ended
    }
    await rm(this.#directory, { recursive: true, force: true })
  }
}
