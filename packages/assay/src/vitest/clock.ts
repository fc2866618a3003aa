import { vi } from 'vitest'

/** The clock of the test's own process. Services keep their own. */
export interface Clock {
  /** Stops the clock at a moment; timers fire only when it is advanced. */
  freeze(at: Date | string | number): void
  /** Moves a frozen clock on, firing the timers that come due. */
  advance(ms: number): Promise<void>
  /** Back to the real clock; happens by itself when the test ends. */
  release(): void
}

export function createClock(): Clock {
  return {
    freeze(at) {
      vi.useFakeTimers({ now: new Date(at) })
    },
    async advance(ms) {
      if (!vi.isFakeTimers()) throw new TypeError('freeze the clock before it is advanced')
      await vi.advanceTimersByTimeAsync(ms)
    },
    release() {
      vi.useRealTimers()
    },
  }
}
