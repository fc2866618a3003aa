import {
  Connection,
  type ConnectionOwner,
  type Endpoint,
  type Exchange,
  type Failure,
} from '../http1/connection.ts'
import type { ResponseParser } from '../http1/response-parser.ts'
import type { OperationRecord } from '../statistics/operation-record.ts'
import { type LoadRun, RETRY_MS } from './load-run.ts'
import type { Operation, Recorder } from './recorder.ts'

/** What all users of a load without a scenario share. */
export interface RepeatedRequestPlan {
  readonly endpoint: Endpoint
  readonly operation: Operation
  readonly recorder: Recorder
  readonly registry: Set<Connection>
  readonly method: string
  readonly text: string
  readonly timeoutMs: number
  readonly endMs: number
  readonly run: LoadRun
}

/**
 * A user that makes the same request again and again: nothing of a scenario stands between an
 * answer and the next request, so that this is as fast as a connection can be.
 */
export class RepeatedRequest implements Exchange, ConnectionOwner {
  readonly method: string
  readonly text: string
  deadlineMs = 0
  readonly #plan: RepeatedRequestPlan
  readonly #finished: () => void
  /** A connection that can carry the next request. */
  #free: Connection | undefined
  #isFresh = true
  #record: OperationRecord | undefined
  #dueMs = 0
  #sentMs = -1

  constructor(plan: RepeatedRequestPlan, finished: () => void) {
    this.method = plan.method
    this.text = plan.text
    this.#plan = plan
    this.#finished = finished
  }

  /** Makes the next request, unless the load has ended. */
  next(nowMs: number): void {
    const plan = this.#plan
    if (nowMs >= plan.endMs || plan.run.isStopping) {
      this.#finish()
      return
    }
    this.#record = plan.recorder.record(plan.operation, plan.recorder.phaseAt(nowMs))
    this.#record.scheduled += 1
    this.#dueMs = nowMs
    this.#sentMs = -1
    this.deadlineMs = nowMs + plan.timeoutMs
    const connection = this.#free ?? this.#open()
    this.#free = undefined
    this.#isFresh = !connection.isReused
    connection.send(this)
  }

  sent(): void {
    this.#record!.sent += 1
    // Only a new connection makes a request wait.
    this.#sentMs = this.#isFresh ? this.#plan.run.clock.nowMs() : this.#dueMs
  }

  answered(parser: ResponseParser): void {
    const now = this.#plan.run.clock.nowMs()
    const record = this.#record!
    record.countAnswer(now, parser.receivedBytes)
    record.latency.record(now - this.#dueMs)
    record.naiveLatency.record(now - this.#sentMs)
    if (parser.status >= 400) {
      record.countError('status')
      this.#plan.recorder.sample('status', this.#plan.operation.name, `answered ${parser.status}`)
    }
    this.next(now)
  }

  failed(failure: Failure): void {
    const { run, recorder, operation } = this.#plan
    const record = this.#record!
    const now = run.clock.nowMs()
    if (this.#sentMs < 0) record.failed += 1
    else if (failure.kind === 'timeout') {
      record.latency.record(now - this.#dueMs)
      record.naiveLatency.record(now - this.#sentMs)
    }
    record.countError(failure.kind)
    recorder.sample(failure.kind, operation.name, failure.message)
    const pauseMs = this.#sentMs < 0 ? RETRY_MS : 0
    void run.sleepUntil(now + pauseMs).then(() => this.next(run.clock.nowMs()))
  }

  released(connection: Connection): void {
    this.#free = connection
  }

  closed(connection: Connection): void {
    this.#plan.registry.delete(connection)
    if (this.#free === connection) this.#free = undefined
  }

  #open(): Connection {
    const connection = new Connection(this.#plan.endpoint, this)
    this.#plan.registry.add(connection)
    return connection
  }

  #finish(): void {
    this.#free?.destroy()
    this.#finished()
  }
}
