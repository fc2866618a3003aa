import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ArrivalLoad, ReplayLoad } from '../scenario/load.ts'

/** What a ticker's thread is told. */
export interface TickerPlan {
  readonly load: ArrivalLoad | ReplayLoad
  readonly startNs: bigint
  readonly worker: number
  readonly workers: number
  /** Becomes 1 when the ticker has to end. */
  readonly end: Int32Array
}

/**
 * Tells when an iteration is due, to a tenth of a millisecond. Timers of Node are late by half of
 * a millisecond on average, which is more than a fast service takes to answer; a thread that only
 * sleeps can be exact and costs next to nothing.
 */
export class Ticker implements AsyncDisposable {
  readonly #worker: Worker
  readonly #end = new Int32Array(new SharedArrayBuffer(4))

  constructor(plan: Omit<TickerPlan, 'end'>, onTick: () => void) {
    const module = new URL(`./ticker-thread${extname(import.meta.url)}`, import.meta.url)
    this.#worker = new Worker(module, { workerData: { ...plan, end: this.#end }, name: 'assay-load-ticker' })
    this.#worker.on('message', onTick)
    // Without a ticker the load goes on by Node's timers, only less exactly; the lag will show it.
    this.#worker.on('error', () => undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    Atomics.store(this.#end, 0, 1)
    Atomics.notify(this.#end, 0)
    await this.#worker.terminate()
  }
}
