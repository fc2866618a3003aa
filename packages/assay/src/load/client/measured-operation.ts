import type { Operation } from '../engine/recorder.ts'
import type { Failure } from '../http1/connection.ts'
import type { OperationRecord } from '../statistics/operation-record.ts'
import { RequestFailed } from './request-failed.ts'
import type { MeasuringUser } from './user-context.ts'

/**
 * Counts one operation of a virtual user, whatever its protocol, from its beginning to its end:
 * what is scheduled is either sent or failed, and what is sent is answered, is an error, or both.
 * Latency counts from when it was due, for what was answered and for what was not in time.
 */
export class MeasuredOperation {
  isSent = false
  readonly #user: MeasuringUser
  readonly #operation: Operation
  readonly #record: OperationRecord
  readonly #dueMs: number
  /** Which of the operations of its user it is. */
  readonly #number: number
  #sentMs = Number.NaN

  constructor(user: MeasuringUser, operation: Operation) {
    this.#user = user
    this.#operation = operation
    this.#dueMs = user.takeDueMs(user.nowMs())
    this.#number = user.begun
    this.#record = user.record(operation, this.#dueMs)
    this.#record.scheduled += 1
    user.openRequests += 1
  }

  /** It is on its way. What is sent once more, because nothing came of it, is still one. */
  countSent(): void {
    if (!this.isSent) this.#record.sent += 1
    this.isSent = true
    this.#sentMs = this.#user.nowMs()
  }

  /** Ends it with an answer; gives its duration from when it was due, in milliseconds. */
  countAnswer(receivedBytes: number): number {
    // Some libraries do not tell that they have sent anything before they have the answer.
    if (!this.isSent) this.countSent()
    this.#user.openRequests -= 1
    return this.#recordAnswer(this.#record, receivedBytes)
  }

  /** Ends it without an answer; gives what its promise is rejected with. */
  countFailure(failure: Failure): RequestFailed {
    const { kind } = failure
    if (!this.isSent) this.#record.failed += 1
    else if (kind === 'timeout') this.#recordLatency(this.#record, this.#user.nowMs())
    this.#user.openRequests -= 1
    this.countWrong(failure)
    return new RequestFailed(this.#operation.name, failure)
  }

  /** Its answer is an error: another status, or what a check refuses. */
  countWrong({ kind, message }: Failure): void {
    this.#user.countError(this.#number, this.#record, kind)
    this.#user.sampleError(kind, this.#operation.name, message)
  }

  /** Part of the answer is there: counted as an operation of its own, and no end of this one. */
  countPart(part: Operation, receivedBytes: number): void {
    const record = this.#user.record(part, this.#dueMs)
    record.scheduled += 1
    record.sent += 1
    this.#recordAnswer(record, receivedBytes)
    // Whoever checks something now checks the whole, not the part.
    this.#user.record(this.#operation, this.#dueMs)
  }

  #recordAnswer(record: OperationRecord, receivedBytes: number): number {
    const now = this.#user.nowMs()
    record.countAnswer(now, receivedBytes)
    return this.#recordLatency(record, now)
  }

  #recordLatency({ latency, naiveLatency }: OperationRecord, now: number): number {
    latency.record(now - this.#dueMs)
    naiveLatency.record(now - this.#sentMs)
    return now - this.#dueMs
  }
}
