import { MeasuredOperation } from '../client/measured-operation.ts'
import { RequestFailed } from '../client/request-failed.ts'
import type { MeasuringUser } from '../client/user-context.ts'
import type { Operation } from '../engine/recorder.ts'
import type { Failure } from '../http1/connection.ts'
import { requireTimeout } from '../scenario/number-bounds.ts'

/** What is waited for, and how long. */
export interface PendingOptions {
  readonly operation: Operation
  readonly timeoutMs: number
  /** Told when the answer did not come in time, after that was counted. */
  readonly onTimeout?: () => void
}

/** Whoever waits for the answer to a measured operation: settled once, at the latest by its deadline. */
export class PendingAnswer<Value> {
  readonly promise: Promise<Value>
  isSettled = false
  readonly #measured: MeasuredOperation
  readonly #name: string
  readonly #timer: NodeJS.Timeout
  readonly #resolve: (value: Value) => void
  readonly #reject: (error: RequestFailed) => void

  /** @throws AssayError `invalid_scenario` for a time that cannot be waited for; then nothing is counted. */
  constructor(user: MeasuringUser, { operation, timeoutMs, onTimeout }: PendingOptions) {
    requireTimeout(timeoutMs)
    const { promise, resolve, reject } = Promise.withResolvers<Value>()
    this.promise = promise
    this.#resolve = resolve
    this.#reject = reject
    this.#name = operation.name
    this.#measured = new MeasuredOperation(user, operation)
    this.#timer = setTimeout(() => {
      this.failed({ kind: 'timeout', message: `${this.#expected} in time` })
      onTimeout?.()
    }, timeoutMs)
  }

  get isSent(): boolean {
    return this.#measured.isSent
  }

  sent(): void {
    if (!this.isSettled) this.#measured.countSent()
  }

  /** Resolves with what is made of the answer, which may still be judged to be wrong. */
  answered(
    receivedBytes: number,
    makeValue: (durationMs: number) => Value,
    judge?: (value: Value) => Failure | undefined,
  ): void {
    if (!this.#settle()) return
    const value = makeValue(this.#measured.countAnswer(receivedBytes))
    const failure = judge?.(value)
    if (failure !== undefined) this.#measured.countWrong(failure)
    this.#resolve(value)
  }

  /** There is an answer, and it is a refusal: no value can be made of it. */
  refused(receivedBytes: number, failure: Failure): void {
    if (!this.#settle()) return
    this.#measured.countAnswer(receivedBytes)
    this.#measured.countWrong(failure)
    this.#reject(new RequestFailed(this.#name, failure))
  }

  failed(failure: Failure): void {
    if (this.#settle()) this.#reject(this.#measured.countFailure(failure))
  }

  /** Part of the answer is there. */
  reached(part: Operation, receivedBytes: number): void {
    if (!this.isSettled) this.#measured.countPart(part, receivedBytes)
  }

  #settle(): boolean {
    if (this.isSettled) return false
    this.isSettled = true
    clearTimeout(this.#timer)
    return true
  }

  get #expected(): string {
    return this.isSent ? 'no complete answer came' : 'no connection was made'
  }
}
