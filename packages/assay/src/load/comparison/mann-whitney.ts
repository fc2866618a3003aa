import { doubledMidRanks } from './mid-ranks.ts'
import { type RankSumDistribution, rankSumDistribution } from './rank-sum-distribution.ts'

/** `greater`: the first sample tends to be greater. `two-sided`: the samples differ, either way. */
export type Alternative = 'two-sided' | 'greater' | 'less'

/** What a Mann-Whitney test says. */
export interface MannWhitneyResult {
  /** Of all pairs, in how many the first value is greater; equal values count half. */
  readonly u: number
  /** The probability of a U at least as extreme when both samples come from the same source. */
  readonly pValue: number
  /** False: the samples are large, and the normal approximation was used. */
  readonly isExact: boolean
}

/** Values of both samples that were measured under the same conditions, and may be exchanged for each other. */
export interface Block {
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/**
 * The test of Mann and Whitney (1947), "On a Test of Whether one of Two Random Variables is
 * Stochastically Larger than the Other", Annals of Mathematical Statistics 18(1). Exact for up to
 * 400 pairs, ties included: then the distribution is that of the mid-ranks at hand. Above, the
 * normal approximation with the corrections for ties and continuity. The two-sided p is twice the
 * smaller one-sided p. Neither sample may be empty.
 *
 * @example
 * mannWhitney([12.1, 12.4, 12.9], [11.0, 11.2, 11.9]) // { u: 9, pValue: 0.1, isExact: true }
 */
export function mannWhitney(
  first: readonly number[],
  second: readonly number[],
  alternative: Alternative = 'two-sided',
): MannWhitneyResult {
  return mannWhitneyInBlocks([{ first, second }], alternative)
}

/**
 * The same statistic over all values, judged by what exchanging within each block could have made
 * of it: the aligned rank test of Hodges and Lehmann (1962), "Rank Methods for Combination of
 * Independent Experiments in Analysis of Variance", Annals of Mathematical Statistics 33(2). The
 * values must have been aligned: what a block has in common must have been taken away. With one
 * block it is the Mann-Whitney test.
 */
export function mannWhitneyInBlocks(
  blocks: readonly Block[],
  alternative: Alternative = 'two-sided',
): MannWhitneyResult {
  const { distribution, doubledSum, doubledLeast } = rankBlocks(blocks)
  const greater = distribution.atLeast(doubledSum)
  const less = distribution.atMost(doubledSum)
  const twoSided = Math.min(1, 2 * Math.min(greater, less))
  const pValue = alternative === 'two-sided' ? twoSided : alternative === 'greater' ? greater : less
  return { u: (doubledSum - doubledLeast) / 2, pValue, isExact: distribution.isExact }
}

/**
 * The largest whole U whose lower tail has at most this probability; `undefined` when even that of
 * 0 is more probable. A confidence interval leaves out one difference more than this at each end.
 */
export function criticalU(blocks: readonly Block[], probability: number): number | undefined {
  const { distribution, doubledLeast } = rankBlocks(blocks)
  let beyond = 0
  while (distribution.atMost(doubledLeast + 2 * beyond) <= probability) beyond += 1
  return beyond === 0 ? undefined : beyond - 1
}

interface RankedSamples {
  readonly distribution: RankSumDistribution
  /** The doubled rank sum of the first sample. */
  readonly doubledSum: number
  /** What it would be if no value of the first sample were greater than one of the second. */
  readonly doubledLeast: number
}

function rankBlocks(blocks: readonly Block[]): RankedSamples {
  const ranks = doubledMidRanks(blocks.flatMap(({ first, second }) => [...first, ...second]))
  let from = 0
  let doubledSum = 0
  let chosen = 0
  const ranked = blocks.map(({ first, second }) => {
    const doubledRanks = ranks.slice(from, from + first.length + second.length)
    from += doubledRanks.length
    chosen += first.length
    for (const rank of doubledRanks.slice(0, first.length)) doubledSum += rank
    return { doubledRanks, chosen: first.length }
  })
  return { distribution: rankSumDistribution(ranked), doubledSum, doubledLeast: chosen * (chosen + 1) }
}
