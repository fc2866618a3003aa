/**
 * The time of a load, in milliseconds from its start; negative before it. It follows the clock
 * that only goes forward and that all threads of a process share, so a change of the wall clock
 * changes nothing.
 */
export class LoadClock {
  #startMs = Number.POSITIVE_INFINITY

  /** `startNs`: the moment of the start on `process.hrtime`. */
  start(startNs: bigint): void {
    const inMs = Number(startNs - process.hrtime.bigint()) / 1e6
    this.#startMs = performance.now() + inMs
  }

  get hasStart(): boolean {
    return this.#startMs !== Number.POSITIVE_INFINITY
  }

  nowMs(): number {
    return performance.now() - this.#startMs
  }
}
