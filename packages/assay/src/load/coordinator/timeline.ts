import type { DistributionBar, GeneratorResult, SeriesPoint } from '../../model/load-result.ts'
import type { IntervalReport } from '../engine/protocol.ts'
import { type ErrorSample, type Phase, SETUP_PHASE } from '../engine/recorder.ts'
import { Histogram } from '../statistics/histogram.ts'
import { OperationRecord } from '../statistics/operation-record.ts'

const MAX_SAMPLES_PER_KIND = 5

/** One operation in one phase, over all threads and intervals. */
export interface PhaseRecord {
  readonly service: string
  readonly operation: string
  readonly phase: number
  readonly record: OperationRecord
}

interface Interval {
  readonly latency: Histogram
  requests: number
  errors: number
  scheduled: number
  /** By thread: users are counted at the end of an interval. */
  readonly users: Map<number, number>
}

/** Puts together what the threads report, whatever order it comes in. */
export class Timeline {
  readonly intervalMs: number
  readonly #phases: readonly Phase[]
  readonly #records = new Map<string, PhaseRecord>()
  readonly #dropped: number[]
  readonly #intervals = new Map<number, Interval>()
  readonly #lag = new Histogram()
  /** By thread. */
  readonly #cpu = new Map<number, { cpuMs: number; lengthMs: number }>()
  readonly #samples: ErrorSample[] = []
  #peakUsers = 0
  #peakConnections = 0
  /** By thread, in its newest interval. */
  readonly #peaks = new Map<number, number>()
  readonly #connections = new Map<number, number>()

  constructor(phases: readonly Phase[], intervalMs: number) {
    this.#phases = phases
    this.intervalMs = intervalMs
    this.#dropped = Array.from({ length: phases.length + 1 }, () => 0)
  }

  add(worker: number, report: IntervalReport): void {
    const interval = this.#intervalAt(report.index)
    for (const { service, operation, phase, data } of report.recorded.operations) {
      this.#recordFor(service, operation, phase).add(data)
      if (phase === SETUP_PHASE) continue
      interval.latency.add(data.latency)
      interval.requests += data.answered
      interval.errors += data.errors
      interval.scheduled += data.scheduled
    }
    report.recorded.dropped.forEach((count, phase) => {
      this.#dropped[phase]! += count
      interval.scheduled += count
    })
    interval.users.set(worker, report.users)
    this.#connections.set(worker, report.connections)
    this.#peaks.set(worker, report.peakUsers)
    this.#peakUsers = Math.max(this.#peakUsers, sum(this.#peaks.values()))
    this.#peakConnections = Math.max(this.#peakConnections, sum(this.#connections.values()))
    if (this.#isMeasured(report.index)) {
      this.#lag.add(report.lag)
      const { cpuMs, lengthMs } = this.#cpu.get(worker) ?? { cpuMs: 0, lengthMs: 0 }
      this.#cpu.set(worker, { cpuMs: cpuMs + report.cpuMs, lengthMs: lengthMs + report.lengthMs })
    }
    for (const sample of report.recorded.samples) this.#keepSample(sample)
  }

  /** Every operation in every phase that had any. */
  get records(): readonly PhaseRecord[] {
    return [...this.#records.values()]
  }

  get errorSamples(): readonly ErrorSample[] {
    return this.#samples
  }

  dropped(phase: number): number {
    return this.#dropped[phase] ?? 0
  }

  series(): SeriesPoint[] {
    return [...this.#intervals]
      .sort(([left], [right]) => left - right)
      .map(([index, interval]) => this.#point(index, interval))
  }

  /** The newest intervals, for a display. */
  latest(count: number): readonly SeriesPoint[] {
    const newest = Math.max(...this.#intervals.keys())
    return [...this.#intervals]
      .filter(([index]) => index > newest - count)
      .map(([index, interval]) => this.#point(index, interval))
  }

  generator(threads: number): GeneratorResult {
    const shares = [...this.#cpu.values()].map(({ cpuMs, lengthMs }) => (lengthMs > 0 ? cpuMs / lengthMs : 0))
    return {
      threads,
      cpuShare: Math.max(0, ...shares),
      lag: this.#lag.summary(),
      peakUsers: this.#peakUsers,
      peakConnections: this.#peakConnections,
    }
  }

  distribution(): DistributionBar[] {
    const all = new Histogram()
    for (const { phase, record } of this.#records.values()) {
      if (this.#phases[phase - 1]?.isMeasured === true) all.add(record.latency.data())
    }
    return all.bars(8)
  }

  #isMeasured(index: number): boolean {
    const startMs = index * this.intervalMs
    return this.#phases.some(
      ({ isMeasured, fromMs, toMs }) => isMeasured && startMs >= fromMs && startMs < toMs,
    )
  }

  #intervalAt(index: number): Interval {
    const known = this.#intervals.get(index)
    if (known !== undefined) return known
    const made = { latency: new Histogram(), requests: 0, errors: 0, scheduled: 0, users: new Map() }
    this.#intervals.set(index, made)
    return made
  }

  #recordFor(service: string, operation: string, phase: number): OperationRecord {
    const key = `${phase}\n${service}\n${operation}`
    const known = this.#records.get(key)
    if (known !== undefined) return known.record
    const made = { service, operation, phase, record: new OperationRecord() }
    this.#records.set(key, made)
    return made.record
  }

  #point(index: number, { latency, requests, errors, scheduled, users }: Interval): SeriesPoint {
    const at = (share: number) => (latency.count === 0 ? undefined : latency.percentile(share))
    return {
      atMs: index * this.intervalMs,
      ...{ requests, errors, scheduled, users: sum(users.values()) },
      ...{ p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) },
    }
  }

  #keepSample(sample: ErrorSample): void {
    const ofKind = this.#samples.filter(({ kind }) => kind === sample.kind)
    const isKnown = ofKind.some(
      ({ operation, message }) => operation === sample.operation && message === sample.message,
    )
    if (!isKnown && ofKind.length < MAX_SAMPLES_PER_KIND) this.#samples.push(sample)
  }
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
