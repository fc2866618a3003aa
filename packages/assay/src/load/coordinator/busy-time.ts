const STEPS = 100
const BUSIEST_SHARE = 0.1
const BUSIEST_AT_LEAST_MS = 1_000

/** How busy a thread was: its CPU by how much of a core it used, in fixed memory. */
export class BusyTime {
  readonly #cpuMs = new Float64Array(STEPS + 1)
  readonly #lengthMs = new Float64Array(STEPS + 1)
  #totalMs = 0

  /** A stretch of time, and the CPU that was used in it. */
  add(cpuMs: number, lengthMs: number): void {
    if (lengthMs <= 0) return
    const step = Math.min(STEPS, Math.floor((cpuMs / lengthMs) * STEPS))
    this.#cpuMs[step]! += cpuMs
    this.#lengthMs[step]! += lengthMs
    this.#totalMs += lengthMs
  }

  /**
   * CPU in the busiest tenth of the time, and in a second of it at least: 1 is a whole core. The
   * mean over all of it would hide a ramp that ends in a busy core.
   */
  get busiestShare(): number {
    const soughtMs = Math.min(this.#totalMs, Math.max(this.#totalMs * BUSIEST_SHARE, BUSIEST_AT_LEAST_MS))
    let leftMs = soughtMs
    let cpuMs = 0
    for (let step = STEPS; step >= 0 && leftMs > 0; step -= 1) {
      const lengthMs = this.#lengthMs[step]!
      if (lengthMs === 0) continue
      const takenMs = Math.min(lengthMs, leftMs)
      cpuMs += (this.#cpuMs[step]! * takenMs) / lengthMs
      leftMs -= takenMs
    }
    return soughtMs === 0 ? 0 : cpuMs / soughtMs
  }
}
