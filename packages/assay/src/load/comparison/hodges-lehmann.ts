import { type Block, criticalU } from './mann-whitney.ts'
import { medianOf } from './median.ts'

/** An estimate and the interval that contains the truth with the confidence asked for. */
export interface Estimate {
  readonly value: number
  /** Minus infinity (0 for a ratio) and infinity when there are too few values for the confidence. */
  readonly low: number
  readonly high: number
}

/**
 * By how much the first sample is greater than the second: the median of all pairwise differences,
 * of Hodges and Lehmann (1963), "Estimates of Location Based on Rank Tests", Annals of Mathematical
 * Statistics 34(2), and the interval of all shifts that a two-sided Mann-Whitney test at 1 -
 * confidence does not reject. Neither sample may be empty.
 */
export function hodgesLehmannShift(
  first: readonly number[],
  second: readonly number[],
  confidence = 0.95,
): Estimate {
  return shiftInBlocks([{ first, second }], confidence)
}

/**
 * How many times as great the first sample is as the second: the shift of the logarithms. All
 * values must be above 0.
 *
 * @example
 * hodgesLehmannRatio([11, 22, 33], [10, 20, 30]).value.toFixed(2) // '1.10'
 */
export function hodgesLehmannRatio(
  first: readonly number[],
  second: readonly number[],
  confidence = 0.95,
): Estimate {
  return ratioOfShift(hodgesLehmannShift(first.map(Math.log), second.map(Math.log), confidence))
}

/** The estimate of a ratio, from that of the shift of logarithms. */
export function ratioOfShift({ value, low, high }: Estimate): Estimate {
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) }
}

/** The same for aligned samples in blocks; see `mannWhitneyInBlocks`. */
export function shiftInBlocks(blocks: readonly Block[], confidence: number): Estimate {
  const firsts = blocks.flatMap(({ first }) => first)
  const seconds = blocks.flatMap(({ second }) => second)
  const differences = firsts.flatMap((one) => seconds.map((other) => one - other))
  differences.sort((left, right) => left - right)
  const value = medianOf(differences)
  const between = betweenDifferences(differences, value)
  const unshifted = blocks.map(({ first, second }) => ({ first: first.map((one) => one - between), second }))
  const critical = criticalU(unshifted, (1 - confidence) / 2)
  if (critical === undefined) return { value, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  return { value, low: differences[critical]!, high: differences[differences.length - 1 - critical]! }
}

/** A shift that no pair has: undoing it makes no ties, so the test sees only those within a sample. */
function betweenDifferences(sorted: readonly number[], value: number): number {
  const next = sorted.find((difference) => difference > value)
  return next === undefined ? value + 1 : (value + next) / 2
}
