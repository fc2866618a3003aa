import { doubledMidRanks } from './mid-ranks.ts'
import { type RankSumDistribution, rankSumDistribution } from './rank-sum-distribution.ts'

/** Values of both samples that were measured under the same conditions, and may be exchanged for each other. */
export interface Block {
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/**
 * The two-sided p of the test of Mann and Whitney (1947), "On a Test of Whether one of Two Random
 * Variables is Stochastically Larger than the Other", Annals of Mathematical Statistics 18(1): how
 * probable a rank sum at least as extreme is when both samples come from the same source. Exact for
 * up to 400 pairs, ties included: then the distribution is that of the mid-ranks at hand. Above, the
 * normal approximation with the corrections for ties and continuity. The first sample may not be
 * empty in all blocks, and neither may the second.
 *
 * The rank sum over all values is judged by what exchanging within each block could have made of
 * it: the aligned rank test of Hodges and Lehmann (1962), "Rank Methods for Combination of
 * Independent Experiments in Analysis of Variance", Annals of Mathematical Statistics 33(2). The
 * values must have been aligned: what a block has in common must have been taken away.
 *
 * @example
 * mannWhitneyInBlocks([{ first: [12.1, 12.4, 12.9], second: [11.0, 11.2, 11.9] }]) // 0.1
 */
export function mannWhitneyInBlocks(blocks: readonly Block[]): number {
  const { distribution, doubledSum } = rankBlocks(blocks)
  return Math.min(1, 2 * distribution.atLeast(doubledSum), 2 * distribution.atMost(doubledSum))
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
