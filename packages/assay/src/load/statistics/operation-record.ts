import { ERROR_KINDS, type ErrorKind } from '../../model/load-result.ts'
import { Histogram, type HistogramData } from './histogram.ts'

/** What happened to one operation in one phase, as it travels between threads and machines. */
export interface OperationData {
  readonly scheduled: number
  readonly sent: number
  readonly failed: number
  readonly answered: number
  /** Those of the answers that came before the phase had ended. */
  readonly answeredInPhase: number
  readonly errors: number
  readonly receivedBytes: number
  /** In the order of `ERROR_KINDS`. */
  readonly errorsByKind: Uint32Array
  readonly latency: HistogramData
  readonly naiveLatency: HistogramData
}

/** Counts and histograms of one operation in one phase. All of it is merged by adding. */
export class OperationRecord {
  scheduled = 0
  sent = 0
  failed = 0
  answered = 0
  answeredInPhase = 0
  errors = 0
  receivedBytes = 0
  readonly errorsByKind = new Uint32Array(ERROR_KINDS.length)
  readonly latency = new Histogram()
  readonly naiveLatency = new Histogram()
  /** When the phase ends, on the clock of the load. */
  phaseEndMs: number

  constructor(phaseEndMs = Number.POSITIVE_INFINITY) {
    this.phaseEndMs = phaseEndMs
  }

  get isEmpty(): boolean {
    const { scheduled, sent, failed, answered, errorsByKind } = this
    return scheduled + sent + failed + answered === 0 && errorsByKind.every((count) => count === 0)
  }

  /** A complete answer. A system that is overloaded gives it when its phase is long over. */
  countAnswer(nowMs: number, receivedBytes: number): void {
    this.answered += 1
    if (nowMs < this.phaseEndMs) this.answeredInPhase += 1
    this.receivedBytes += receivedBytes
  }

  countError(kind: ErrorKind): void {
    this.errors += 1
    this.countErrorKind(kind)
  }

  /** What else is wrong with a request that is counted as an error already. */
  countErrorKind(kind: ErrorKind): void {
    this.errorsByKind[ERROR_KINDS.indexOf(kind)]!++
  }

  data(): OperationData {
    const { scheduled, sent, failed, answered, answeredInPhase, errors, receivedBytes } = this
    return {
      ...{ scheduled, sent, failed, answered, answeredInPhase, errors, receivedBytes },
      errorsByKind: this.errorsByKind.slice(),
      latency: this.latency.data(),
      naiveLatency: this.naiveLatency.data(),
    }
  }

  add(data: OperationData): void {
    this.scheduled += data.scheduled
    this.sent += data.sent
    this.failed += data.failed
    this.answered += data.answered
    this.answeredInPhase += data.answeredInPhase
    this.errors += data.errors
    this.receivedBytes += data.receivedBytes
    data.errorsByKind.forEach((count, kind) => {
      this.errorsByKind[kind]! += count
    })
    this.latency.add(data.latency)
    this.naiveLatency.add(data.naiveLatency)
  }

  clear(): void {
    this.scheduled = this.sent = this.failed = this.answered = this.answeredInPhase = 0
    this.errors = this.receivedBytes = 0
    this.errorsByKind.fill(0)
    this.latency.clear()
    this.naiveLatency.clear()
  }
}
