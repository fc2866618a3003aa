import type { CapacityResult, CapacityTrial } from '../../model/load-result.ts'
import { nextRate, type SearchPlan } from './next-rate.ts'
import { edgesOf } from './rate-edges.ts'

/** What a trial at one rate found out. */
export interface TrialOutcome {
  /** `invalid`: the load generator was the limit, so the trial says nothing about the system. */
  readonly outcome: CapacityTrial['outcome']
  readonly p95Ms: number
  readonly errorRate: number
  /** What broke, or why it is invalid. */
  readonly reason?: string | undefined
}

/** A trial came to nothing, and so would every other one. */
export interface SearchEnd {
  readonly outcome: 'ends'
  readonly reason: string
}

/** Puts load of one rate on the system, and judges it. */
export type Trial = (ratePerSecond: number, signal?: AbortSignal) => Promise<TrialOutcome | SearchEnd>

export interface CapacityOptions {
  /** Where the search begins. */
  readonly fromPerSecond: number
  /** No rate above is tried. */
  readonly mostPerSecond: number
  /** No rate below is tried, except the first. 0 unless given. */
  readonly leastPerSecond?: number
  /** How far apart the edges of the answer may be. 0.1, which is 10 %, unless given. */
  readonly precision?: number
  /** By how much the rate grows from trial to trial until it breaks. 2 unless given; above 1. */
  readonly rampFactor?: number
  /** How often each edge is tried again. 2 unless given. */
  readonly repeats?: number
  /** The search ends after as many trials, with what it knows then. 30 unless given. */
  readonly maxTrials?: number
  /** Ends the search, which keeps what it knows. */
  readonly signal?: AbortSignal
}

/**
 * Searches the highest rate at which a system still holds its objective. The answer is an interval:
 * the highest rate that held each time it was tried, and the lowest that broke in most of its
 * trials. A trial in which the load generator was the limit is repeated once; if that does not
 * help, no rate as high is tried any more, and `reason` says so. A trial can end the search, which
 * keeps what it knows. What a trial throws is thrown, unless the search was aborted.
 *
 * @example
 * const trial: Trial = async (rate) => ({ outcome: rate < 500 ? 'holds' : 'breaks', p95Ms: 20, errorRate: 0 })
 * const capacity = await searchCapacity(trial, { fromPerSecond: 100, mostPerSecond: 10_000 })
 * [capacity.holdsAtPerSecond, capacity.breaksAtPerSecond] // [476, 519]
 */
export async function searchCapacity(trial: Trial, options: CapacityOptions): Promise<CapacityResult> {
  const plan: SearchPlan = {
    fromPerSecond: options.fromPerSecond,
    mostPerSecond: options.mostPerSecond,
    leastPerSecond: options.leastPerSecond ?? 0,
    precision: options.precision ?? 0.1,
    rampFactor: options.rampFactor ?? 2,
    repeats: options.repeats ?? 2,
  }
  const { maxTrials = 30, signal } = options
  const trials: ReasonedTrial[] = []
  for (let rate = nextRate(trials, plan); rate !== undefined; rate = nextRate(trials, plan)) {
    if (signal?.aborted === true) return conclude(trials, plan, 'the search was interrupted')
    if (trials.length >= maxTrials)
      return conclude(trials, plan, `the search ended after ${maxTrials} trials`)
    const outcome = await attempt(trial, rate, signal)
    if (outcome?.outcome === 'ends') return conclude(trials, plan, outcome.reason)
    if (outcome !== undefined) trials.push({ ratePerSecond: rate, ...outcome })
  }
  return conclude(trials, plan, undefined)
}

type ReasonedTrial = TrialOutcome & CapacityTrial

/** `undefined` when the search was aborted meanwhile: what a trial says that was cut short is not known. */
async function attempt(
  trial: Trial,
  rate: number,
  signal: AbortSignal | undefined,
): Promise<TrialOutcome | SearchEnd | undefined> {
  try {
    const outcome = await trial(rate, signal)
    return signal?.aborted === true ? undefined : outcome
  } catch (error) {
    if (signal?.aborted === true) return undefined
    throw error
  }
}

function conclude(
  trials: readonly ReasonedTrial[],
  plan: SearchPlan,
  ending: string | undefined,
): CapacityResult {
  const { lower, upper, ceiling } = edgesOf(trials, plan.repeats)
  const reasonAt = (rate: number | undefined, outcome: CapacityTrial['outcome']) =>
    trials.findLast((one) => one.ratePerSecond === rate && one.outcome === outcome)?.reason
  const limit = reasonAt(ceiling, 'invalid')
  const reasons = [
    reasonAt(upper?.ratePerSecond, 'breaks'),
    ceiling < Number.POSITIVE_INFINITY
      ? `the load generator was the limit at ${ceiling}/s${limit === undefined ? '' : `: ${limit}`}`
      : undefined,
    ending,
  ].filter((reason) => reason !== undefined)
  return {
    holdsAtPerSecond: lower?.ratePerSecond,
    breaksAtPerSecond: upper?.ratePerSecond,
    reason: reasons.length === 0 ? undefined : reasons.join('; '),
    trials: trials.map(({ ratePerSecond, outcome, p95Ms, errorRate }) => ({
      ratePerSecond,
      outcome,
      p95Ms,
      errorRate,
    })),
  }
}
