import type { CapacityTrial } from '../../model/load-result.ts'
import {
  edgesOf,
  isConfirmed,
  MOST_INVALID,
  type RateEdges,
  type RateRecord,
  recordsOf,
} from './rate-edges.ts'

/** How a search goes about it. */
export interface SearchPlan {
  readonly fromPerSecond: number
  readonly mostPerSecond: number
  readonly leastPerSecond: number
  /** How far apart the edges may be: 0.1 is 10 %. */
  readonly precision: number
  /** By how much the rate grows from trial to trial until it breaks. */
  readonly rampFactor: number
  /** How often each edge is tried again. */
  readonly repeats: number
}

/** How many times the rate is lowered to find one that holds at all. */
const MOST_STEPS_DOWN = 8

/**
 * The rate of the next trial, or `undefined` when the answer is as good as it was asked to be. It
 * follows from the trials alone. First up in large steps until it breaks, or down if it breaks at
 * once; then between the edges, until they are close; then each edge again.
 */
export function nextRate(trials: readonly CapacityTrial[], plan: SearchPlan): number | undefined {
  const records = recordsOf(trials)
  const last = trials.at(-1)
  if (last === undefined) return Math.min(plan.fromPerSecond, plan.mostPerSecond)
  const again = records.find(({ ratePerSecond }) => ratePerSecond === last.ratePerSecond)!
  if (last.outcome === 'invalid' && again.invalids < MOST_INVALID) return last.ratePerSecond
  const edges = edgesOf(trials, plan.repeats)
  return (
    rateUp(edges, plan) ??
    rateDown(edges, records, plan) ??
    rateBetween(edges, plan) ??
    rateAgain(edges, plan)
  )
}

/** While nothing breaks. */
function rateUp({ lower, upper, mixed, ceiling }: RateEdges, plan: SearchPlan): number | undefined {
  if (upper !== undefined || ceiling < Number.POSITIVE_INFINITY) return undefined
  const reached = Math.max(lower?.ratePerSecond ?? 0, mixed.at(-1)?.ratePerSecond ?? 0)
  return reached < plan.mostPerSecond
    ? Math.min(plan.mostPerSecond, rounded(reached * plan.rampFactor))
    : undefined
}

/** While nothing holds. The first rate is tried again before: a cold system breaks where a warm one holds. */
function rateDown(
  { lower, upper, ceiling }: RateEdges,
  records: readonly RateRecord[],
  plan: SearchPlan,
): number | undefined {
  if (lower !== undefined) return undefined
  const lowest = records[0]!.ratePerSecond
  const isFirst = upper !== undefined && records.length === 1 && upper.ratePerSecond < ceiling
  if (isFirst && !isConfirmed(upper, plan.repeats)) return lowest
  const next = lowest / plan.rampFactor
  const isTooLow = lowest <= plan.fromPerSecond / plan.rampFactor ** MOST_STEPS_DOWN
  return isTooLow || next < plan.leastPerSecond ? undefined : next
}

/** While neighbours are too far apart: first what raises the lower edge, then what lowers the upper one. */
function rateBetween({ lower, upper, mixed, ceiling }: RateEdges, plan: SearchPlan): number | undefined {
  if (lower === undefined) return undefined
  const top = Math.min(upper?.ratePerSecond ?? Number.POSITIVE_INFINITY, ceiling)
  const between = mixed
    .map(({ ratePerSecond }) => ratePerSecond)
    .filter((rate) => rate > lower.ratePerSecond && rate < top)
  const rates = [lower.ratePerSecond, ...between, ...(top < Number.POSITIVE_INFINITY ? [top] : [])]
  const gaps = rates.slice(1).map((high, place) => ({ low: rates[place]!, high }))
  const edgeGaps = [gaps[0], gaps.at(-1)].filter((gap) => gap !== undefined)
  const wide = edgeGaps.find(({ low, high }) => high / low > 1 + plan.precision)
  return wide === undefined ? undefined : middleOf(wide.low, wide.high)
}

/** While an edge has not been tried often enough. */
function rateAgain({ lower, upper, ceiling }: RateEdges, plan: SearchPlan): number | undefined {
  const isLowerDue = lower !== undefined && lower.holds <= plan.repeats && lower.ratePerSecond < ceiling
  if (isLowerDue) return lower.ratePerSecond
  const isUpperDue = upper !== undefined && !isConfirmed(upper, plan.repeats) && upper.ratePerSecond < ceiling
  return isUpperDue ? upper.ratePerSecond : undefined
}

/** Of rates, the middle is the geometric one. */
function middleOf(low: number, high: number): number {
  const middle = Math.sqrt(low * high)
  const readable = rounded(middle)
  return readable > low && readable < high ? readable : middle
}

/** Three digits are enough for people, and finer than what is asked for. */
function rounded(rate: number): number {
  return Number(rate.toPrecision(3))
}
