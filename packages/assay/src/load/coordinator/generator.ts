import { setTimeout as sleep } from 'node:timers/promises'
import type { IntervalReport, QuickRequest, RunCommand, TargetPlan } from '../engine/protocol.ts'
import type { Phase } from '../engine/recorder.ts'
import { shareOf } from '../engine/share-of.ts'
import { LoadWorkerThread } from './load-worker-thread.ts'

/** Time between the command to start and the start itself, so that all threads begin together. */
const START_DELAY_MS = 100
/** What is on its way when a load is interrupted may take so long. */
const INTERRUPTED_GRACE_MS = 2_000

export interface GeneratorOptions {
  readonly file: string | undefined
  readonly quick: QuickRequest | undefined
  readonly scenario: string
  readonly targets: readonly TargetPlan[]
  readonly seed: string
  readonly threads: number
  readonly onNote: (note: string) => void
}

/** A load, and who is told of what the threads report. */
export interface GeneratorRun {
  readonly load: RunCommand['load']
  readonly phases: readonly Phase[]
  readonly intervalMs: number
  readonly signal: AbortSignal
  readonly onInterval: (worker: number, report: IntervalReport) => void
}

/** The threads that make the load of one scenario. */
export class LoadGenerator implements AsyncDisposable {
  readonly #threads: readonly LoadWorkerThread[]
  #onInterval: GeneratorRun['onInterval'] = () => undefined

  private constructor(options: GeneratorOptions) {
    const { threads: workers, onNote, ...plan } = options
    this.#threads = Array.from({ length: workers }, (_, worker) => {
      const listeners = {
        onNote,
        onInterval: (index: number, report: IntervalReport) => this.#onInterval(index, report),
      }
      return new LoadWorkerThread({ ...plan, worker, workers }, listeners)
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
    const shared = await unlessAborted(this.#threads[0]!.call('before', null), signal)
    const shares = this.#threads.map((_, worker) => shareOf(readyUsers, worker, this.#threads.length))
    const ready = this.#threads.map((thread, worker) =>
      thread.call('setUp', { shared, users: shares[worker]! }),
    )
    await unlessAborted(Promise.all(ready), signal)
  }

  /**
   * Runs a load in all threads. When the signal aborts, nothing more is begun, and what was
   * reported until then stands. Tells whether all threads ended before their time.
   */
  async run({ load, phases, intervalMs, signal, onInterval }: GeneratorRun): Promise<boolean> {
    this.#onInterval = onInterval
    const startNs = process.hrtime.bigint() + BigInt(START_DELAY_MS) * 1_000_000n
    const command: RunCommand = { load, phases, startNs, intervalMs }
    const running = Promise.all(this.#threads.map((thread) => thread.call('run', command)))
    running.catch(() => this.#stop())
    if (signal.aborted) this.#stop()
    signal.addEventListener('abort', () => this.#stop(), { once: true })
    const early = await Promise.race([running, interrupted(signal)])
    return early.every((hasEndedEarly) => hasEndedEarly)
  }

  /** Lets the users take leave, and then does what has to be done once. */
  async finish(signal: AbortSignal): Promise<void> {
    await unlessAborted(Promise.all(this.#threads.map((thread) => thread.call('tearDown', null))), signal)
    await unlessAborted(this.#threads[0]!.call('after', null), signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread[Symbol.asyncDispose]()))
  }

  #stop(): void {
    for (const thread of this.#threads) thread.stop()
  }
}

async function interrupted(signal: AbortSignal): Promise<boolean[]> {
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  }
  await sleep(INTERRUPTED_GRACE_MS)
  return [true]
}

function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
  })
  return Promise.race([work, aborted])
}
