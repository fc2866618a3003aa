import type { LagMeter } from './lag-meter.ts'
import type { LoadClock } from './load-clock.ts'
import type { LoadRun } from './load-run.ts'
import { type IntervalReport, REPORT_EVERY_MS } from './protocol.ts'
import type { Phase, Recorder } from './recorder.ts'

export interface IntervalReporterOptions {
  readonly recorder: Recorder
  readonly phases: readonly Phase[]
  readonly clock: LoadClock
  readonly lag: LagMeter
  readonly run: Pick<LoadRun, 'activeUsers' | 'peakUsers'>
  readonly connections: () => number
  readonly onReport: (report: IntervalReport) => void
}

/** Timers are so early at most. */
const EARLY_MS = 5

/**
 * Tells a few times a second what has happened, however long the load is: who is silent is taken
 * for stuck. It also does at the end of each phase, so that no report is about two of them.
 */
export class IntervalReporter {
  readonly #options: IntervalReporterOptions
  #cpu = process.threadCpuUsage()
  #reportedMs = 0
  #timer: NodeJS.Timeout | undefined

  constructor(options: IntervalReporterOptions) {
    this.#options = options
  }

  start(): void {
    this.#cpu = process.threadCpuUsage()
    this.#reportedMs = this.#options.clock.nowMs()
    // How late the thread was before the load is no matter.
    this.#options.lag.take()
    this.#schedule()
  }

  /** Tells the rest. */
  finish(): void {
    clearTimeout(this.#timer)
    this.#report()
  }

  #schedule(): void {
    const now = this.#options.clock.nowMs()
    const even = (Math.round(now / REPORT_EVERY_MS) + 1) * REPORT_EVERY_MS
    const phase = this.#options.phases.find(({ toMs }) => toMs > now + EARLY_MS)
    const next = Math.min(even, phase?.toMs ?? even)
    this.#timer = setTimeout(
      () => {
        this.#report()
        this.#schedule()
      },
      Math.ceil(next - now),
    )
  }

  #report(): void {
    const { recorder, clock, lag, run, connections, onReport } = this.#options
    const fromMs = this.#reportedMs
    const toMs = clock.nowMs()
    const { user, system } = process.threadCpuUsage(this.#cpu)
    this.#cpu = { user: this.#cpu.user + user, system: this.#cpu.system + system }
    this.#reportedMs = toMs
    const { peakUsers } = run
    run.peakUsers = run.activeUsers
    onReport({
      ...{ fromMs, toMs, peakUsers, users: run.activeUsers, connections: connections() },
      ...{ recorded: recorder.take(), lag: lag.take(), cpuMs: (user + system) / 1_000 },
    })
  }
}
