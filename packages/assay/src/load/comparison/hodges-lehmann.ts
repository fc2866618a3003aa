import { type Block, criticalU } from './mann-whitney.ts'
import { medianOf } from './median.ts'

/** An estimate, and the interval that contains the truth with the confidence asked for. */
export interface Estimate {
  readonly value: number
  /** `undefined` when there are too few values for the confidence. */
  readonly interval: { readonly low: number; readonly high: number } | undefined
}

/** The estimate of a ratio, from that of the shift of logarithms. */
export function ratioOfShift({ value, interval }: Estimate): Estimate {
  const ratios = interval && { low: Math.exp(interval.low), high: Math.exp(interval.high) }
  return { value: Math.exp(value), interval: ratios }
}

/**
 * By how much the first sample is greater than the second: the median of all pairwise differences,
 * of Hodges and Lehmann (1963), "Estimates of Location Based on Rank Tests", Annals of Mathematical
 * Statistics 34(2), and the interval of all shifts that a two-sided Mann-Whitney test at 1 -
 * confidence does not reject. The blocks are those of `mannWhitneyInBlocks`.
 */
export function shiftInBlocks(blocks: readonly Block[], confidence: number): Estimate {
  const firsts = blocks.flatMap(({ first }) => first)
  const seconds = blocks.flatMap(({ second }) => second)
  const differences = firsts.flatMap((one) => seconds.map((other) => one - other))
  differences.sort((left, right) => left - right)
  const value = medianOf(differences)
  const between = betweenDifferences(differences, value)
  const unshifted = blocks.map(({ first, second }) => ({ first: first.map((one) => one - between), second }))
  const critical = criticalU(unshifted, (1 - confidence) / 2)
  if (critical === undefined) return { value, interval: undefined }
  const interval = { low: differences[critical]!, high: differences[differences.length - 1 - critical]! }
  return { value, interval }
}

/** A shift that no pair has: undoing it makes no ties, so the test sees only those within a sample. */
function betweenDifferences(sorted: readonly number[], value: number): number {
  const next = sorted.find((difference) => difference > value)
  return next === undefined ? value + 1 : (value + next) / 2
}
