import { createRandom, type Random } from '../../base/random.ts'
import { bestSplit, type Split } from './best-split.ts'
import { medianOf } from './median.ts'
import { winsorizedScores } from './winsorized-scores.ts'

/** A place in a history from which on the values are different. */
export interface ChangePoint {
  /** The first value of the new level. */
  readonly index: number
  /** The median since the change point before, and until the next one. */
  readonly before: number
  readonly after: number
  /** How probable a split as clear as this is in the same values in any other order. */
  readonly pValue: number
}

export interface ChangePointOptions {
  /** A split less significant than this is none. 0.01 unless given. */
  readonly alpha?: number
  /** The fewest values a level has. 3 unless given; at least 2. */
  readonly shortest?: number
  /** How many orders are tried; 1 / (1 + permutations) is the smallest p. 499 unless given. */
  readonly permutations?: number
  /** The same seed finds the same change points. */
  readonly seed?: string
}

/** The work grows with the square of the history. Older values are not looked at. */
const MOST_VALUES = 400

/**
 * Finds change points in a history, oldest value first. E-divisive of Matteson and James (2014), "A
 * Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data", Journal of the
 * American Statistical Association 109(505): split where both sides differ most, keep the split if
 * few random orders of the values split as clearly, and go on within the parts. Single outliers
 * must not mislead it, which James, Kejariwal and Matteson (2016), "Leveraging Cloud Data to
 * Mitigate User Experience from 'Breaking Bad'", reach with medians; here values far from the
 * median count less, which costs less and keeps the size of a change.
 *
 * With the defaults a history needs about twelve values, and a steady one has a change point in
 * about one of a hundred cases.
 *
 * @example
 * const [change] = findChangePoints([10, 11, 10, 12, 11, 10, 11, 15, 16, 15, 17, 16, 15, 16])
 * change?.index // 7
 */
export function findChangePoints(values: readonly number[], options: ChangePointOptions = {}): ChangePoint[] {
  const skipped = Math.max(0, values.length - MOST_VALUES)
  const recent = values.slice(skipped)
  const search: Search = {
    alpha: options.alpha ?? 0.01,
    shortest: Math.max(2, options.shortest ?? 3),
    permutations: options.permutations ?? 499,
    random: createRandom(options.seed ?? 'change points'),
  }
  const pValues = new Map<number, number>()
  while (pValues.size < recent.length / search.shortest) {
    const next = nextSplit(segmentsOf(recent, pValues), search)
    if (next === undefined) break
    pValues.set(next.index, next.pValue)
  }
  const segments = segmentsOf(recent, pValues)
  return segments.slice(1).map(({ from, values: level }, place) => ({
    index: skipped + from,
    before: medianOf(segments[place]!.values),
    after: medianOf(level),
    pValue: pValues.get(from)!,
  }))
}

/** A change point, the first run with the new level and the last one with the old: what to look between. */
export interface NamedChangePoint<Run> extends ChangePoint {
  readonly run: Run
  readonly previous: Run
}

/** Names the runs of change points; `runs` are those whose values the history has, in the same order. */
export function namedChangePoints<Run>(
  changePoints: readonly ChangePoint[],
  runs: readonly Run[],
): NamedChangePoint<Run>[] {
  return changePoints.map((point) => ({
    ...point,
    run: runs[point.index]!,
    previous: runs[point.index - 1]!,
  }))
}

interface Search {
  readonly alpha: number
  readonly shortest: number
  readonly permutations: number
  readonly random: Random
}

/** Values between two change points; `from` is the place of the first. */
interface Segment {
  readonly from: number
  readonly values: readonly number[]
}

function segmentsOf(values: readonly number[], splits: ReadonlyMap<number, unknown>): Segment[] {
  const starts = [0, ...splits.keys()].sort((left, right) => left - right)
  return starts.map((from, place) => ({ from, values: values.slice(from, starts[place + 1]) }))
}

/** The clearest split of any segment, if it is significant. */
function nextSplit(segments: readonly Segment[], search: Search) {
  const scored = segments.map(({ from, values }) => ({ from, values: winsorizedScores(values) }))
  const clearest = clearestOf(scored, search.shortest)
  if (clearest === undefined) return undefined
  const pValue = significance(scored, clearest.divergence, search)
  return pValue <= search.alpha ? { index: clearest.index, pValue } : undefined
}

function clearestOf(segments: readonly Segment[], shortest: number): Split | undefined {
  let clearest: Split | undefined
  for (const { from, values } of segments) {
    const split = bestSplit(values, shortest)
    if (split === undefined || split.divergence <= (clearest?.divergence ?? Number.NEGATIVE_INFINITY))
      continue
    clearest = { index: from + split.index, divergence: split.divergence }
  }
  return clearest
}

/** The share of orders, the real one among them, that split as clearly. Gives up once it cannot be small any more. */
function significance(segments: readonly Segment[], divergence: number, search: Search): number {
  const orders = search.permutations + 1
  let asClear = 1
  for (let tried = 1; tried < orders && asClear <= search.alpha * orders; tried += 1) {
    const shuffled = segments.map(({ from, values }) => ({ from, values: shuffle(values, search.random) }))
    // Sums in another order differ in their last digits: what is as clear must not look less clear.
    if (clearestOf(shuffled, search.shortest)!.divergence >= divergence - 1e-9) asClear += 1
  }
  return asClear / orders
}

/** Fisher and Yates. */
function shuffle(values: readonly number[], random: Random): number[] {
  const shuffled = [...values]
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random.integer(0, last)
    const moved = shuffled[last]!
    shuffled[last] = shuffled[other]!
    shuffled[other] = moved
  }
  return shuffled
}
