import { FeederStopped } from '../scenario/feeder.ts'
import type { EngineUser } from './engine-user.ts'
import type { Iterations } from './iterate.ts'
import type { LagMeter } from './lag-meter.ts'
import type { LoadClock } from './load-clock.ts'
import type { Population } from './population.ts'
import type { Recorder } from './recorder.ts'

/** Pause before a connection that failed is tried again: a target that is down must not be flooded. */
export const RETRY_MS = 100

/** What is on its way when a load is cut may take so long. */
const CUT_GRACE_MS = 1_000

export interface LoadRunOptions {
  readonly worker: number
  readonly workers: number
  readonly clock: LoadClock
  readonly lag: LagMeter
  readonly recorder: Recorder
  readonly iterations: Iterations
  readonly population: Population
  /** Users that were set up before the load, and are not at work. */
  readonly ready: EngineUser[]
  /** How long iterations may go on after the end of the load. */
  readonly graceMs: number
  readonly onNote: (note: string) => void
}

/** One load in one thread, from its start until everything it began has ended. */
export class LoadRun {
  readonly worker: number
  readonly workers: number
  readonly clock: LoadClock
  readonly lag: LagMeter
  readonly iterations: Iterations
  /** Most users at work at once since it was last set back. */
  peakUsers = 0
  /** Why the load cannot go on. */
  failure: unknown
  /** Whether its rows ran out before its time. */
  hasEndedEarly = false
  /** When it was stopped before its time, from its start. */
  stoppedMs: number | undefined
  /** Whether something it began has not ended. */
  hasLeftBehind = false
  readonly #options: LoadRunOptions
  readonly #wakers = new Set<() => void>()
  #onCut: (() => void) | undefined
  #isCut = false
  #activeUsers = 0

  constructor(options: LoadRunOptions) {
    this.worker = options.worker
    this.workers = options.workers
    this.clock = options.clock
    this.lag = options.lag
    this.iterations = options.iterations
    this.#options = options
  }

  get isStopping(): boolean {
    return this.stoppedMs !== undefined
  }

  get activeUsers(): number {
    return this.#activeUsers
  }

  set activeUsers(count: number) {
    this.#activeUsers = count
    if (count > this.peakUsers) this.peakUsers = count
  }

  get userCount(): number {
    return this.#options.population.size
  }

  /** Users that are not at work; those that have ended theirs come back, for the next load of the thread. */
  get readyUsers(): EngineUser[] {
    return this.#options.ready
  }

  createUser(): EngineUser {
    return this.#options.population.create()
  }

  setUp(user: EngineUser): Promise<void> {
    return this.#options.population.setUp(user)
  }

  drop(dueMs: number): void {
    const { recorder } = this.#options
    recorder.drop(recorder.phaseAt(dueMs))
  }

  /** What ends an iteration ends the load: the feeder has no more rows, or the scenario is broken. */
  readonly fail = (error: unknown): void => {
    if (error instanceof FeederStopped) {
      this.hasEndedEarly = true
      this.#options.onNote(`the load ended early: ${error.message}`)
      this.stop()
    } else {
      this.failure ??= error
      this.cut()
    }
  }

  /** Begins nothing more; what has begun may end. */
  stop(): void {
    if (this.stoppedMs !== undefined) return
    this.stoppedMs = this.clock.nowMs()
    this.#options.recorder.end(this.stoppedMs)
    this.wake()
  }

  /** Begins nothing more, and waits only a moment for what has begun. */
  cut(): void {
    this.stop()
    this.#isCut = true
    this.#onCut?.()
  }

  /** Lets everything that waits for a time look whether it has come. */
  wake(): void {
    for (const wake of this.#wakers) wake()
  }

  /** Waits for a time of the load, or until it is stopped. It is never early. */
  async sleepUntil(dueMs: number): Promise<void> {
    while (!this.isStopping) {
      const leftMs = dueMs - this.clock.nowMs()
      if (leftMs <= 0) return
      await this.#sleep(Math.ceil(leftMs))
    }
  }

  /**
   * Waits for what has begun. Every request ends by its deadline; a task that waits for something
   * else without end is left behind.
   */
  async settled(work: Promise<unknown>): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<true>()
    let graceMs = this.#isCut ? CUT_GRACE_MS : this.#options.graceMs
    let timer = setTimeout(resolve, graceMs, true)
    this.#onCut = () => {
      graceMs = CUT_GRACE_MS
      clearTimeout(timer)
      timer = setTimeout(resolve, graceMs, true)
    }
    this.hasLeftBehind = await Promise.race([work.then(() => false), late])
    this.#onCut = undefined
    clearTimeout(timer)
    if (this.hasLeftBehind) {
      this.#options.onNote(`iterations that had not ended ${graceMs} ms after the load were left behind`)
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#wakers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      this.#wakers.add(wake)
    })
  }
}
