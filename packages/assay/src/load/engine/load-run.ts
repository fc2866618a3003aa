import { setTimeout as sleep } from 'node:timers/promises'
import { FeederStopped } from '../scenario/feeder.ts'
import type { EngineUser } from './engine-user.ts'
import type { Iterations } from './iterate.ts'
import type { LagMeter } from './lag-meter.ts'
import type { LoadClock } from './load-clock.ts'
import type { Population } from './population.ts'
import type { Recorder } from './recorder.ts'

/** Pause before a connection that failed is tried again: a target that is down must not be flooded. */
export const RETRY_MS = 100

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
  readonly #options: LoadRunOptions
  readonly #wakers = new Set<() => void>()
  #isStopping = false
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
    return this.#isStopping
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
    } else this.failure ??= error
    this.stop()
  }

  /** Begins nothing more; what has begun may end. */
  stop(): void {
    this.#isStopping = true
    this.wake()
  }

  /** Lets everything that waits for a time look whether it has come. */
  wake(): void {
    for (const wake of this.#wakers) wake()
  }

  /** Waits for a time of the load, or until it is stopped. It is never early. */
  async sleepUntil(dueMs: number): Promise<void> {
    while (!this.#isStopping) {
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
    const deadline = new AbortController()
    const graceMs = this.#options.graceMs
    const late = sleep(graceMs, true, { signal: deadline.signal }).catch(() => false)
    const isLate = await Promise.race([work.then(() => false), late])
    deadline.abort()
    if (isLate)
      this.#options.onNote(`iterations that had not ended ${graceMs} ms after the load were left behind`)
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
