import { Histogram, type HistogramData } from '../statistics/histogram.ts'

const BEAT_MS = 10

/**
 * How late a thread is with what is due: with iterations, and with a beat of its own that also
 * shows it when nothing else is due. A generator that is late measures itself.
 */
export class LagMeter implements Disposable {
  readonly #lag = new Histogram()
  #dueMs = performance.now() + BEAT_MS
  #timer = this.#schedule()

  record(lateMs: number): void {
    this.#lag.record(lateMs)
  }

  /** Everything since the last time, which is forgotten. */
  take(): HistogramData {
    this.#recordDue()
    const data = this.#lag.data()
    this.#lag.clear()
    return data
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }

  #schedule(): NodeJS.Timeout {
    return setTimeout(
      () => {
        this.#recordDue()
        this.#timer = this.#schedule()
      },
      Math.max(1, Math.ceil(this.#dueMs - performance.now())),
    )
  }

  /** All beats that were due, not only the first: else a stall of a second would count as a moment. */
  #recordDue(): void {
    const now = performance.now()
    for (; this.#dueMs <= now; this.#dueMs += BEAT_MS) this.#lag.record(now - this.#dueMs)
  }
}
