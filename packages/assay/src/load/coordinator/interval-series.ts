import type { SeriesPoint } from '../../model/load-result.ts'
import type { IntervalReport } from '../engine/protocol.ts'
import { SETUP_PHASE } from '../engine/recorder.ts'
import { Histogram } from '../statistics/histogram.ts'

/** Reports are so early or late when nothing is wrong. */
export const TIMER_MS = 25

interface Interval {
  readonly latency: Histogram
  requests: number
  errors: number
  scheduled: number
  /** By thread: users are counted at the end of an interval. */
  readonly users: Map<number, number>
}

/** What threads report, folded into intervals of the same length. */
export class IntervalSeries {
  readonly intervalMs: number
  readonly #most: number
  readonly #intervals = new Map<number, Interval>()

  /** Keeps the newest `most` intervals. `intervalMs` is a multiple of the time between two reports. */
  constructor(intervalMs: number, most = Number.POSITIVE_INFINITY) {
    this.intervalMs = intervalMs
    this.#most = most
  }

  add(worker: number, report: IntervalReport): void {
    const { first, last } = this.#covered(report)
    for (let index = first; index <= last; index += 1) this.#at(index).users.set(worker, report.users)
    // A thread that was late did nothing until it reported: all of it happened at the end.
    const interval = this.#at(last)
    for (const { phase, data } of report.recorded.operations) {
      if (phase === SETUP_PHASE) continue
      interval.latency.add(data.latency)
      interval.requests += data.answered
      interval.errors += data.errors
      interval.scheduled += data.scheduled
    }
    for (const count of report.recorded.dropped) interval.scheduled += count
    this.#forget()
  }

  points(): SeriesPoint[] {
    return [...this.#intervals]
      .sort(([left], [right]) => left - right)
      .map(([index, interval]) => this.#point(index, interval))
  }

  /** The intervals a report is about. What is told just after one belongs to it. */
  #covered({ fromMs, toMs }: IntervalReport): { readonly first: number; readonly last: number } {
    const last = Math.max(0, Math.ceil((toMs - TIMER_MS) / this.intervalMs) - 1)
    const first = Math.max(0, Math.floor((fromMs + TIMER_MS) / this.intervalMs))
    return { first: Math.min(first, last), last }
  }

  #at(index: number): Interval {
    const known = this.#intervals.get(index)
    if (known !== undefined) return known
    const made = { latency: new Histogram(), requests: 0, errors: 0, scheduled: 0, users: new Map() }
    this.#intervals.set(index, made)
    return made
  }

  #forget(): void {
    if (this.#intervals.size <= this.#most) return
    const newest = Math.max(...this.#intervals.keys())
    for (const index of this.#intervals.keys()) {
      if (index <= newest - this.#most) this.#intervals.delete(index)
    }
  }

  #point(index: number, { latency, requests, errors, scheduled, users }: Interval): SeriesPoint {
    const at = (share: number) => (latency.count === 0 ? undefined : latency.percentile(share))
    return {
      atMs: index * this.intervalMs,
      ...{ requests, errors, scheduled, users: users.values().reduce((sum, count) => sum + count, 0) },
      ...{ p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) },
    }
  }
}
