import { Histogram, type HistogramData } from '../statistics/histogram.ts'

const BEAT_MS = 10

/**
 * How late a thread is with what is due: with iterations, and with a beat of its own that also
 * shows it when nothing else is due. A generator that is late measures itself.
 */
export class LagMeter implements Disposable {
  readonly #lag = new Histogram()
  readonly #timer: NodeJS.Timeout
  #expectedMs = performance.now() + BEAT_MS

  constructor() {
    this.#timer = setInterval(() => this.#beat(), BEAT_MS)
  }

  record(lateMs: number): void {
    this.#lag.record(lateMs)
  }

  take(): HistogramData {
    const data = this.#lag.data()
    this.#lag.clear()
    return data
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #beat(): void {
    const now = performance.now()
    this.#lag.record(now - this.#expectedMs)
    this.#expectedMs = now + BEAT_MS
  }
}
