import type { ArrivalLoad, ReplayLoad, Stage } from '../scenario/load.ts'

/**
 * When each iteration of an open load is due, from its start, in milliseconds; `undefined` beyond
 * the last. Whatever can answer this can be an open load: a rate, or recorded traffic.
 */
export type ArrivalTimes = (index: number) => number | undefined

export function arrivalTimesOf(load: ArrivalLoad | ReplayLoad): ArrivalTimes {
  return load.kind === 'replay' ? (index) => load.dueMs[index] : timesByRate(load.stages)
}

/** How many iterations have become due by the end of a stage that changes evenly. */
function arrivalsIn({ from, to, durationMs }: Stage): number {
  return ((from + to) / 2) * (durationMs / 1_000)
}

/**
 * Evenly spaced at a constant rate. In general, iteration n is due when the integral of the rate
 * reaches n: within a stage that is a quadratic equation.
 */
function timesByRate(stages: readonly Stage[]): ArrivalTimes {
  let startMs = 0
  let before = 0
  const starts = stages.map((stage) => {
    const start = { stage, startMs, before, until: before + arrivalsIn(stage) }
    startMs += stage.durationMs
    before = start.until
    return start
  })
  return (index) => {
    // A tolerance far below one iteration: sums of fractions must not lose or add the last one.
    const start = starts.find(({ until }) => index < until - 1e-9)
    if (start === undefined) return undefined
    return start.startMs + timeWithin(start.stage, index - start.before)
  }
}

function timeWithin({ from, to, durationMs }: Stage, count: number): number {
  if (count <= 0) return 0
  const perMs = from / 1_000
  const growth = (to - from) / 1_000 / durationMs
  if (Math.abs(growth) < 1e-12) return count / perMs
  const root = Math.sqrt(Math.max(0, perMs * perMs + 2 * growth * count))
  // The form without cancellation: count = perMs·t + growth·t²/2.
  return (2 * count) / (perMs + root)
}
