import { monotonicMs } from '../../base/clock.ts'
import type { IntervalReport, QuickRequest, ShareEnd, TargetPlan } from '../engine/protocol.ts'
import type { Phase } from '../engine/recorder.ts'
import { shareOf } from '../engine/share-of.ts'
import type { TimedLoad } from '../scenario/load.ts'
import { createTakenRows } from '../scenario/taken-rows.ts'
import { LoadWorkerThread } from './load-worker-thread.ts'

/** Time between the command to start and the start itself, so that all threads begin together. */
const START_DELAY_MS = 100
/** Longer than threads take to cut a load short; one that says nothing then is not waited for. */
const INTERRUPTED_GRACE_MS = 2_000

export interface GeneratorOptions {
  readonly file: string | undefined
  readonly quick: QuickRequest | undefined
  readonly scenario: string
  readonly targets: readonly TargetPlan[]
  readonly seed: string
  readonly threads: number
  /** A thread that says nothing for so long during a load is taken for stuck. Default 10 s. */
  readonly silenceMs?: number
  readonly onNote: (note: string) => void
}

/** A load, and who is told of what the threads report. */
export interface GeneratorRun {
  readonly load: TimedLoad
  readonly phases: readonly Phase[]
  /** What `makeReady` gave. */
  readonly startsAtMs: number
  readonly signal: AbortSignal
  readonly onInterval: (worker: number, report: IntervalReport) => void
}

/** How a load ended. */
export interface LoadEnd {
  /** When nothing more was begun, from the start of the load; `undefined` when that was at its end. */
  readonly stoppedMs: number | undefined
  /** Whether the rows of a feeder ran out before its time. */
  readonly hasEndedEarly: boolean
  /** What ended it before its time. */
  readonly failure: unknown
}

/** The threads that make the load of one scenario. */
export class LoadGenerator implements AsyncDisposable {
  readonly #threads: readonly LoadWorkerThread[]
  #onInterval: GeneratorRun['onInterval'] = () => undefined
  /** What `before` gave. */
  #shared: unknown

  private constructor(options: GeneratorOptions) {
    const { threads: workers, onNote, silenceMs, ...plan } = options
    const takenRows = createTakenRows()
    this.#threads = Array.from({ length: workers }, (_, worker) => {
      const listeners = {
        onNote,
        silenceMs,
        onInterval: (index: number, report: IntervalReport) => this.#onInterval(index, report),
      }
      return new LoadWorkerThread({ plan: { ...plan, worker, workers }, takenRows }, listeners)
    })
  }

  /** Starts the threads; each loads the scenario. */
  static async start(options: GeneratorOptions): Promise<LoadGenerator> {
    const generator = new LoadGenerator(options)
    try {
      await Promise.all(generator.#threads.map((thread) => thread.ready()))
    } catch (error) {
      await generator[Symbol.asyncDispose]()
      throw error
    }
    return generator
  }

  get threads(): number {
    return this.#threads.length
  }

  /** What has to be done once, and then the users that are ready when the load begins. */
  async prepare(readyUsers: number, signal: AbortSignal): Promise<void> {
    this.#shared = await unlessAborted(this.#threads[0]!.call('before', null), signal)
    await this.setUpUsers(readyUsers, signal)
  }

  /** Sets users up until there are so many; those there are stay as they are. */
  async setUpUsers(users: number, signal: AbortSignal): Promise<void> {
    const shared = this.#shared
    const shares = this.#threads.map((_, worker) => shareOf(users, worker, this.#threads.length))
    const ready = this.#threads.map((thread, worker) =>
      thread.call('setUp', { shared, users: shares[worker]! }),
    )
    await unlessAborted(Promise.all(ready), signal)
  }

  /** Lets the threads do what takes a moment; gives when a load can begin after that, on `monotonicMs`. */
  async makeReady(load: TimedLoad): Promise<number> {
    // A thread that has ended meanwhile says why when it is to run.
    await Promise.allSettled(this.#threads.map((thread) => thread.call('makeReady', load)))
    return monotonicMs() + START_DELAY_MS
  }

  /**
   * Runs a load in all threads. When the signal aborts, nothing more is begun, and what is on its way
   * is cut short.
   */
  async run({ load, phases, startsAtMs, signal, onInterval }: GeneratorRun): Promise<LoadEnd> {
    this.#onInterval = onInterval
    const startNs = process.hrtime.bigint() + BigInt(Math.round((startsAtMs - monotonicMs()) * 1e6))
    const shares = this.#threads.map((thread) => thread.call('run', { load, phases, startNs }))
    let cutMs: number | undefined
    const cut = () => {
      cutMs ??= monotonicMs() - startsAtMs
      for (const thread of this.#threads) thread.cut()
    }
    // Rows that have run out have run out for all threads.
    const stop = ({ hasEndedEarly }: ShareEnd) => {
      if (hasEndedEarly) for (const thread of this.#threads) thread.stop()
    }
    for (const share of shares) share.then(stop, cut)
    const ends = await unlessInterrupted(Promise.allSettled(shares), { signal, onInterrupt: cut })
    return { ...togetherOf(ends ?? []), ...(cutMs === undefined ? {} : { stoppedMs: cutMs }) }
  }

  /** Lets the users take leave, and then does what has to be done once. */
  async finish(signal: AbortSignal): Promise<void> {
    await unlessAborted(Promise.all(this.#threads.map((thread) => thread.call('tearDown', null))), signal)
    await unlessAborted(this.#threads[0]!.call('after', null), signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread[Symbol.asyncDispose]()))
  }
}

function togetherOf(ends: readonly PromiseSettledResult<ShareEnd>[]): LoadEnd {
  const shares = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  const stops = shares.flatMap(({ stoppedMs }) => stoppedMs ?? [])
  return {
    hasEndedEarly: shares.some((share) => share.hasEndedEarly),
    stoppedMs: stops.length > 0 && stops.length === shares.length ? Math.max(...stops) : undefined,
    failure: ends.find((end) => end.status === 'rejected')?.reason,
  }
}

/** What a load comes to, or nothing when it has not ended some time after an interruption. */
async function unlessInterrupted<Value>(
  work: Promise<Value>,
  { signal, onInterrupt }: { readonly signal: AbortSignal; readonly onInterrupt: () => void },
): Promise<Value | undefined> {
  const ended = new AbortController()
  const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<undefined>()
  let timer: NodeJS.Timeout | undefined
  const interrupt = () => {
    onInterrupt()
    timer = setTimeout(giveUp, INTERRUPTED_GRACE_MS, undefined)
  }
  if (signal.aborted) interrupt()
  signal.addEventListener('abort', interrupt, { once: true, signal: ended.signal })
  try {
    return await Promise.race([work, givenUp])
  } finally {
    ended.abort()
    clearTimeout(timer)
  }
}

async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const ended = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true, signal: ended.signal })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    ended.abort()
  }
}
