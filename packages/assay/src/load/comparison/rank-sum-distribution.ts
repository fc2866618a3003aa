import { normalTail } from './normal-tail.ts'

/** Doubled ranks that may be exchanged for each other, and how many of them the first sample has. */
export interface RankedBlock {
  readonly doubledRanks: readonly number[]
  readonly chosen: number
}

/** How the doubled rank sum of the first sample is distributed when both samples come from one source. */
export interface RankSumDistribution {
  /** The probability of a doubled rank sum of at least this. */
  atLeast(doubledSum: number): number
  /** The probability of a doubled rank sum of at most this. */
  atMost(doubledSum: number): number
}

/**
 * Up to as many pairs every way to choose is counted: 20 runs against 20 make 1.4 * 10^11 ways, so
 * the counts are still whole numbers in double precision.
 */
const MOST_EXACT_PAIRS = 400

/**
 * Counts, for every sum, the ways to choose that many ranks from each block, given the ranks as
 * they are, ties included: the permutation distribution. For larger samples, its normal
 * approximation with the exact mean and variance, which contains the correction for ties, and a
 * continuity correction.
 */
export function rankSumDistribution(blocks: readonly RankedBlock[]): RankSumDistribution {
  const chosen = sumOf(blocks.map((block) => block.chosen))
  const left = sumOf(blocks.map((block) => block.doubledRanks.length)) - chosen
  return chosen * left <= MOST_EXACT_PAIRS ? exact(blocks) : approximate(blocks)
}

function exact(blocks: readonly RankedBlock[]): RankSumDistribution {
  let ways: Ways = new Map([[0, 1]])
  for (const block of blocks) ways = together(ways, waysOf(block))
  const ascending = [...ways].sort(([left], [right]) => left - right)
  const waysBefore = [0]
  for (const [place, [, count]] of ascending.entries()) waysBefore.push(waysBefore[place]! + count)
  const all = waysBefore.at(-1)!
  const countBelow = (doubledSum: number) => {
    const place = ascending.findIndex(([sum]) => sum >= doubledSum)
    return place === -1 ? all : waysBefore[place]!
  }
  return {
    atLeast: (doubledSum) => (all - countBelow(doubledSum)) / all,
    atMost: (doubledSum) => countBelow(doubledSum + 1) / all,
  }
}

/** How many ways lead to each sum. */
type Ways = ReadonlyMap<number, number>

/** Takes the smaller side, because choosing it leaves the other: 1 against 300 is as quick as 300 against 1. */
function waysOf({ doubledRanks, chosen }: RankedBlock): Ways {
  const left = doubledRanks.length - chosen
  if (left >= chosen) return waysToChoose(doubledRanks, chosen)
  const all = sumOf(doubledRanks)
  return new Map([...waysToChoose(doubledRanks, left)].map(([sum, count]) => [all - sum, count]))
}

function waysToChoose(ranks: readonly number[], chosen: number): Ways {
  const byCount = Array.from({ length: chosen + 1 }, () => new Map<number, number>())
  byCount[0]!.set(0, 1)
  for (const rank of ranks) {
    // Downwards, so that no rank is chosen twice.
    for (let count = chosen; count > 0; count -= 1) {
      for (const [sum, ways] of byCount[count - 1]!) add(byCount[count]!, sum + rank, ways)
    }
  }
  return byCount[chosen]!
}

function together(left: Ways, right: Ways): Ways {
  const both = new Map<number, number>()
  for (const [leftSum, leftWays] of left) {
    for (const [rightSum, rightWays] of right) add(both, leftSum + rightSum, leftWays * rightWays)
  }
  return both
}

function add(ways: Map<number, number>, sum: number, count: number): void {
  ways.set(sum, (ways.get(sum) ?? 0) + count)
}

function approximate(blocks: readonly RankedBlock[]): RankSumDistribution {
  let mean = 0
  let variance = 0
  for (const { doubledRanks, chosen } of blocks) {
    const size = doubledRanks.length
    const center = sumOf(doubledRanks) / size
    const spread = sumOf(doubledRanks.map((rank) => (rank - center) ** 2))
    mean += chosen * center
    if (size > 1) variance += (chosen * (size - chosen) * spread) / (size * (size - 1))
  }
  const deviation = Math.sqrt(variance)
  // Half a unit of U is one of the doubled rank sum.
  const tail = (distance: number) => (deviation === 0 ? 1 : normalTail((distance - 1) / deviation))
  return {
    atLeast: (doubledSum) => tail(doubledSum - mean),
    atMost: (doubledSum) => tail(mean - doubledSum),
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
