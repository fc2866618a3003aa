import { medianOf } from './median.ts'

/** How many standard deviations from the median a value may count for. */
const FARTHEST = 3

/**
 * How far each value is from the median, in robust standard deviations, and at most three: the
 * size of a change still counts, but one run that went wrong cannot outweigh it. The scale is that
 * of Iglewicz and Hoaglin (1993), "How to Detect and Handle Outliers": the median absolute
 * deviation, or the mean one when more than half of the values are equal.
 */
export function winsorizedScores(values: readonly number[]): number[] {
  const center = medianOf(values)
  const deviations = values.map((value) => Math.abs(value - center))
  const mean = deviations.reduce((sum, deviation) => sum + deviation, 0) / values.length
  const scale = 1.4826 * medianOf(deviations) || 1.2533 * mean
  if (scale === 0) return values.map(() => 0)
  return values.map((value) => Math.max(-FARTHEST, Math.min(FARTHEST, (value - center) / scale)))
}
