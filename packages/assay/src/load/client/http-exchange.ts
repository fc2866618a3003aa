import type { Operation } from '../engine/recorder.ts'
import type { Connection, Exchange, Failure } from '../http1/connection.ts'
import type { ResponseParser } from '../http1/response-parser.ts'
import { type ExpectedAnswer, judgeAnswer } from './judge-answer.ts'
import type { LoadClient } from './load-client.ts'
import { LoadResponse } from './load-response.ts'
import { MeasuredOperation } from './measured-operation.ts'
import type { IsFollowed } from './redirect.ts'

/** What an answer has to be: a status, several, or whatever a function says (text tells what is wrong). */
export type Expectation = ExpectedAnswer<number, LoadResponse>

/** What a request is, before it is sent. */
export interface ExchangePlan {
  readonly method: string
  readonly text: string
  readonly operation: Operation
  readonly timeoutMs: number
  readonly expectation: Expectation | undefined
  readonly isFollowed: IsFollowed | undefined
}

const IDEMPOTENT = /^(GET|HEAD|PUT|DELETE|OPTIONS)$/

/** One request of a virtual user: it counts itself, and settles the promise its scenario waits for. */
export class HttpExchange implements Exchange {
  readonly method: string
  readonly text: string
  readonly deadlineMs: number
  readonly #measured: MeasuredOperation
  readonly #client: LoadClient
  readonly #expectation: Expectation | undefined
  readonly #isFollowed: IsFollowed | undefined
  readonly #resolve: (response: LoadResponse) => void
  readonly #reject: (error: unknown) => void
  #isRepeated = false

  constructor(
    client: LoadClient,
    plan: ExchangePlan,
    resolve: (response: LoadResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#measured = new MeasuredOperation(client.user, plan.operation)
    this.method = plan.method
    this.text = plan.text
    this.deadlineMs = client.user.nowMs() + plan.timeoutMs
    this.#client = client
    this.#expectation = plan.expectation
    this.#isFollowed = plan.isFollowed
    this.#resolve = resolve
    this.#reject = reject
  }

  sent(): void {
    this.#measured.countSent()
  }

  answered(parser: ResponseParser): void {
    const durationMs = this.#measured.countAnswer(parser.receivedBytes)
    const response = new LoadResponse(parser.status, durationMs, parser.head, parser.body)
    if (parser.setsCookie) this.#client.keepCookies(parser.head, this.#path)
    if (this.#isFollowed === undefined || !this.#isFollowed(response)) this.#judge(response)
    this.#resolve(response)
  }

  failed(failure: Failure, connection: Connection): void {
    if (this.#mayRepeat(failure, connection)) {
      this.#isRepeated = true
      this.#client.sendAgain(this)
      return
    }
    // A task that tries again at once, over and over, must not keep its thread from everything else.
    setImmediate(this.#reject, this.#measured.countFailure(failure))
  }

  #judge(response: LoadResponse): void {
    const wrong = judgeAnswer(this.#expectation, response)
    if (wrong !== undefined) this.#measured.countWrong(wrong)
  }

  /** Read from the text, since few requests are asked for it. */
  get #path(): string {
    const begin = this.method.length + 1
    return this.text.slice(begin, this.text.indexOf(' ', begin))
  }

  /**
   * A server may close a connection that has been idle just when a request is on its way. Nothing
   * of it was answered, so any HTTP client repeats what may be repeated (RFC 9110, 9.2.2).
   */
  #mayRepeat({ kind }: Failure, connection: Connection): boolean {
    const isStale = kind === 'reset' && connection.isStale
    return isStale && !this.#isRepeated && IDEMPOTENT.test(this.method)
  }
}
