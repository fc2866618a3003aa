import { blockBounds } from './align-rounds.ts'

/** More runs than anybody makes; the search for a number ends here. */
const MOST_RUNS = 1_000

/**
 * The smallest two-sided p that samples of these sizes can give, when only values of one block can
 * be exchanged: 2 over the number of ways to do so.
 */
export function smallestPValue(
  blocks: readonly { readonly first: number; readonly second: number }[],
): number {
  const ways = blocks.reduce((product, { first, second }) => product * waysToChoose(first, second), 1)
  return Math.min(1, 2 / ways)
}

/** How many runs of each side it takes before any difference can be significant among that many measures. */
export function runsNeeded(alpha: number, measures: number, areInRounds: boolean): number {
  for (let runs = 1; runs < MOST_RUNS; runs += 1) {
    const bounds = areInRounds ? blockBounds(runs) : [[0, runs] as const]
    const blocks = bounds.map(([from, to]) => ({ first: to - from, second: to - from }))
    if (measures * smallestPValue(blocks) < alpha) return runs
  }
  return MOST_RUNS
}

/** The binomial coefficient; a whole number after each step, so that nothing is rounded. */
function waysToChoose(first: number, second: number): number {
  let ways = 1
  for (let step = 1; step <= first; step += 1) ways = (ways * (second + step)) / step
  return ways
}
