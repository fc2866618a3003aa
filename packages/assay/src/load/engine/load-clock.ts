/** Before a start is known it lies far ahead, so that times are negative and differences still right. */
const UNKNOWN_START_MS = 1e9

/**
 * The time of a load, in milliseconds from its start; negative before it. It follows the clock
 * that only goes forward and that all threads of a process share, so a change of the wall clock
 * changes nothing.
 */
export class LoadClock {
  #startMs = performance.now() + UNKNOWN_START_MS

  /** `startNs`: the moment of the start on `process.hrtime`. */
  start(startNs: bigint): void {
    const inMs = Number(startNs - process.hrtime.bigint()) / 1e6
    this.#startMs = performance.now() + inMs
  }

  nowMs(): number {
    return performance.now() - this.#startMs
  }
}
