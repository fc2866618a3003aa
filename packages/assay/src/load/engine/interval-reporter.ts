import type { LagMeter } from './lag-meter.ts'
import type { LoadClock } from './load-clock.ts'
import type { LoadRun } from './load-run.ts'
import type { IntervalReport } from './protocol.ts'
import type { Recorder } from './recorder.ts'

export interface IntervalReporterOptions {
  readonly recorder: Recorder
  readonly clock: LoadClock
  readonly lag: LagMeter
  readonly intervalMs: number
  readonly run: LoadRun
  readonly connections: () => number
  readonly onReport: (report: IntervalReport) => void
}

/** Tells at the end of each interval what happened in it. */
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
    this.#schedule()
  }

  /** Tells the rest. */
  finish(): void {
    clearTimeout(this.#timer)
    this.#report()
  }

  #schedule(): void {
    const { clock, intervalMs } = this.#options
    const now = clock.nowMs()
    const next = (Math.floor(now / intervalMs) + 1) * intervalMs
    this.#timer = setTimeout(
      () => {
        this.#report()
        this.#schedule()
      },
      Math.ceil(next - now),
    )
  }

  #report(): void {
    const { recorder, clock, lag, intervalMs, run, connections, onReport } = this.#options
    const now = clock.nowMs()
    const { user, system } = process.threadCpuUsage(this.#cpu)
    const elapsedMs = now - this.#reportedMs
    this.#cpu = process.threadCpuUsage()
    // Reports are made at the end of an interval or later, so the last one marks where this one began.
    const index = Math.max(0, Math.floor(this.#reportedMs / intervalMs + 1e-6))
    this.#reportedMs = now
    const { peakUsers } = run
    run.peakUsers = run.activeUsers
    onReport({
      index,
      recorded: recorder.take(),
      users: run.activeUsers,
      peakUsers,
      connections: connections(),
      lag: lag.take(),
      cpuMs: (user + system) / 1_000,
      lengthMs: elapsedMs,
    })
  }
}
