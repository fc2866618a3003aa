import type { Operation } from '../engine/recorder.ts'
import type { Connection, Exchange, Failure } from '../http1/connection.ts'
import type { ResponseParser } from '../http1/response-parser.ts'
import type { OperationRecord } from '../statistics/operation-record.ts'
import { type ExpectedAnswer, judgeAnswer } from './judge-answer.ts'
import type { LoadClient } from './load-client.ts'
import { LoadResponse } from './load-response.ts'

/** What an answer has to be: a status, several, or whatever a function says (text tells what is wrong). */
export type Expectation = ExpectedAnswer<number, LoadResponse>

/** A request that got no answer. What failed is already counted when it is thrown. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed'
  readonly kind: Failure['kind']

  constructor(operation: string, { kind, message }: Failure) {
    super(`${operation}: ${message}`)
    this.kind = kind
  }
}

/** What a request is, before it is sent. */
export interface ExchangePlan {
  readonly method: string
  readonly text: string
  readonly operation: Operation
  readonly timeoutMs: number
  readonly expectation: Expectation | undefined
}

const IDEMPOTENT = /^(GET|HEAD|PUT|DELETE|OPTIONS)$/

/** One request of a virtual user: it counts itself, and settles the promise its scenario waits for. */
export class HttpExchange implements Exchange {
  readonly method: string
  readonly text: string
  readonly deadlineMs: number
  readonly #client: LoadClient
  readonly #operation: Operation
  readonly #record: OperationRecord
  readonly #expectation: Expectation | undefined
  readonly #dueMs: number
  readonly #resolve: (response: LoadResponse) => void
  readonly #reject: (error: unknown) => void
  #wasSent = false
  #sentMs = 0
  #isRepeated = false

  constructor(
    client: LoadClient,
    plan: ExchangePlan,
    resolve: (response: LoadResponse) => void,
    reject: (error: unknown) => void,
  ) {
    const { user } = client
    const now = user.nowMs()
    this.method = plan.method
    this.text = plan.text
    this.deadlineMs = now + plan.timeoutMs
    this.#client = client
    this.#operation = plan.operation
    this.#expectation = plan.expectation
    this.#dueMs = user.takeDueMs(now)
    this.#record = user.record(plan.operation, this.#dueMs)
    this.#resolve = resolve
    this.#reject = reject
    this.#record.scheduled += 1
    user.openRequests += 1
  }

  sent(): void {
    // A request that is repeated on a fresh connection is still one request.
    if (!this.#wasSent) this.#record.sent += 1
    this.#wasSent = true
    this.#sentMs = this.#client.user.nowMs()
  }

  answered(parser: ResponseParser): void {
    const { user } = this.#client
    const now = user.nowMs()
    const record = this.#record
    const durationMs = now - this.#dueMs
    record.answered += 1
    record.receivedBytes += parser.receivedBytes
    record.latency.record(durationMs)
    record.naiveLatency.record(now - this.#sentMs)
    user.openRequests -= 1
    const response = new LoadResponse(parser.status, durationMs, parser.head, parser.body)
    if (parser.setsCookie) this.#client.keepCookies(parser.head)
    this.#judge(response)
    this.#resolve(response)
  }

  failed(failure: Failure, connection: Connection): void {
    if (this.#mayRepeat(failure, connection)) {
      this.#isRepeated = true
      this.#client.sendAgain(this)
      return
    }
    const { user } = this.#client
    const record = this.#record
    const now = user.nowMs()
    if (!this.#wasSent) record.failed += 1
    else if (failure.kind === 'timeout') {
      record.latency.record(now - this.#dueMs)
      record.naiveLatency.record(now - this.#sentMs)
    }
    user.openRequests -= 1
    record.countError(failure.kind)
    user.sampleError(failure.kind, this.#operation.name, failure.message)
    // A task that tries again at once, over and over, must not keep its thread from everything else.
    setImmediate(this.#reject, new RequestFailed(this.#operation.name, failure))
  }

  /**
   * A server may close a connection that has been idle just when a request is on its way. Nothing
   * of it was answered, so any HTTP client repeats what may be repeated (RFC 9110, 9.2.2).
   */
  #mayRepeat({ kind }: Failure, connection: Connection): boolean {
    const isStale = kind === 'reset' && connection.isReused && !connection.hasBegun
    return isStale && !this.#isRepeated && IDEMPOTENT.test(this.method)
  }

  #judge(response: LoadResponse): void {
    const wrong = judgeAnswer(this.#expectation, response)
    if (wrong === undefined) return
    this.#record.countError(wrong.kind)
    this.#client.user.sampleError(wrong.kind, this.#operation.name, wrong.message)
  }
}
