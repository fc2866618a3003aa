import type { Estimate } from './hodges-lehmann.ts'

/**
 * `regression`: worse, significantly and by the minimum effect. `improvement`: likewise better.
 * `unchanged`: shown to be within the minimum effect. `inconclusive`: none of these is shown.
 */
export type ComparisonVerdict = 'regression' | 'improvement' | 'unchanged' | 'inconclusive'

const WORST_FIRST = ['regression', 'inconclusive', 'improvement', 'unchanged'] as const

/** The worst of several verdicts; nothing that was compared shows nothing. */
export function worstVerdict(verdicts: readonly ComparisonVerdict[]): ComparisonVerdict {
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive'
}

/** What a verdict is made from. */
export interface MeasureEvidence {
  readonly better: 'lower' | 'higher'
  /** Candidate by baseline. */
  readonly ratio: Estimate
  /** After the correction for how many measures there are. */
  readonly adjustedPValue: number
  readonly alpha: number
  readonly minimumEffect: number
  /** How many runs of each side would be needed; `undefined` when there are enough. */
  readonly runsNeeded: number | undefined
}

export interface MeasureJudgement {
  readonly verdict: ComparisonVerdict
  /** Why, for people. */
  readonly sentence: string
}

/** Judges one measure; see {@link ComparisonVerdict}. */
export function judgeMeasure(evidence: MeasureEvidence): MeasureJudgement {
  const { ratio, adjustedPValue, alpha, runsNeeded } = evidence
  const limit = 1 + evidence.minimumEffect
  const shown = shownRatio(ratio)
  if (adjustedPValue < alpha && isBeyond(ratio.value, limit)) {
    const isWorse = ratio.value > 1 === (evidence.better === 'lower')
    const sentence = `${shown}, p = ${shownPValue(adjustedPValue)}`
    return { verdict: isWorse ? 'regression' : 'improvement', sentence }
  }
  if (runsNeeded !== undefined) {
    const sentence = `${shown}: too few runs to show any difference, it takes ${runsNeeded} of each side`
    return { verdict: 'inconclusive', sentence }
  }
  const effect = percent(evidence.minimumEffect)
  const { interval } = ratio
  if (interval !== undefined && !isBeyond(interval.low, limit) && !isBeyond(interval.high, limit)) {
    return { verdict: 'unchanged', sentence: `${shown}: within ${effect}` }
  }
  const reason =
    adjustedPValue < alpha
      ? `a difference, but not shown to reach ${effect} nor to stay below`
      : `neither a difference nor its absence is shown, more runs or steadier ones would help`
  return { verdict: 'inconclusive', sentence: `${shown}: ${reason}` }
}

/** As far from 1 as the limit or farther, on either side: twice as much is as far as half. */
function isBeyond(ratio: number, limit: number): boolean {
  return ratio >= limit || ratio <= 1 / limit
}

function shownRatio({ value, interval }: Estimate): string {
  const direction = value >= 1 ? 'higher' : 'lower'
  const bounds =
    interval === undefined ? 'no interval yet' : `${signed(interval.low)} to ${signed(interval.high)}`
  return `${percent(Math.abs(value - 1))} ${direction} (${bounds})`
}

function signed(ratio: number): string {
  return `${ratio >= 1 ? '+' : '-'}${percent(Math.abs(ratio - 1))}`
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`
}

function shownPValue(value: number): string {
  return String(Number(value.toPrecision(2)))
}
