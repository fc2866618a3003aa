import type { DistributionBar, GeneratorResult, SeriesPoint } from '../../model/load-result.ts'
import { type IntervalReport, REPORT_EVERY_MS } from '../engine/protocol.ts'
import type { ErrorSample, Phase } from '../engine/recorder.ts'
import { Histogram } from '../statistics/histogram.ts'
import { OperationRecord } from '../statistics/operation-record.ts'
import { BusyTime } from './busy-time.ts'
import { IntervalSeries, TIMER_MS } from './interval-series.ts'

const MAX_SAMPLES_PER_KIND = 5
/** What a display shows as now. */
const RECENT_MS = 1_000

/** One operation in one phase, over all threads and intervals. */
export interface PhaseRecord {
  readonly service: string
  readonly operation: string
  readonly phase: number
  readonly record: OperationRecord
}

/** Puts together what the threads report, whatever order it comes in. */
export class Timeline {
  readonly #phases: readonly Phase[]
  readonly #records = new Map<string, PhaseRecord>()
  readonly #dropped: number[]
  readonly #series: IntervalSeries
  readonly #recent = new IntervalSeries(REPORT_EVERY_MS, RECENT_MS / REPORT_EVERY_MS)
  readonly #lag = new Histogram()
  /** By thread. */
  readonly #cpu = new Map<number, BusyTime>()
  readonly #samples: ErrorSample[] = []
  #peakUsers = 0
  #peakConnections = 0
  /** By thread, in its newest report. */
  readonly #peaks = new Map<number, number>()
  readonly #connections = new Map<number, number>()

  /** `intervalMs`: the width of the series. */
  constructor(phases: readonly Phase[], intervalMs: number) {
    this.#phases = phases
    this.#series = new IntervalSeries(intervalMs)
    this.#dropped = Array.from({ length: phases.length + 1 }, () => 0)
  }

  get intervalMs(): number {
    return this.#series.intervalMs
  }

  add(worker: number, report: IntervalReport): void {
    this.#series.add(worker, report)
    this.#recent.add(worker, report)
    for (const { service, operation, phase, data } of report.recorded.operations) {
      this.#recordFor(service, operation, phase).add(data)
    }
    report.recorded.dropped.forEach((count, phase) => {
      this.#dropped[phase]! += count
    })
    this.#connections.set(worker, report.connections)
    this.#peaks.set(worker, report.peakUsers)
    this.#peakUsers = Math.max(this.#peakUsers, sum(this.#peaks.values()))
    this.#peakConnections = Math.max(this.#peakConnections, sum(this.#connections.values()))
    if (this.#isMeasured(report)) {
      this.#lag.add(report.lag)
      this.#cpuOf(worker).add(report.cpuMs, report.toMs - report.fromMs)
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
    return this.#series.points()
  }

  /** The last second, for a display: a point for each report. */
  latest(): readonly SeriesPoint[] {
    return this.#recent.points()
  }

  generator(threads: number): GeneratorResult {
    return {
      threads,
      cpuShare: Math.max(0, ...this.#cpu.values().map(({ busiestShare }) => busiestShare)),
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

  /** Whether a report says something about measured time: one that is late may begin long before it. */
  #isMeasured({ fromMs, toMs }: IntervalReport): boolean {
    const leastMs = Math.min(TIMER_MS, (toMs - fromMs) / 2)
    return this.#phases.some(
      (phase) => phase.isMeasured && Math.min(toMs, phase.toMs) - Math.max(fromMs, phase.fromMs) > leastMs,
    )
  }

  #cpuOf(worker: number): BusyTime {
    const known = this.#cpu.get(worker)
    if (known !== undefined) return known
    const made = new BusyTime()
    this.#cpu.set(worker, made)
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
