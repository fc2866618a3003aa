/** The smallest value that a share of all (0 to 1) does not exceed, where each value comes with its count. */
export function percentileOf(
  counts: readonly (readonly [value: number, count: number])[],
  share: number,
): number {
  const total = counts.reduce((sum, [, count]) => sum + count, 0)
  let left = share * total
  for (const [value, count] of counts.toSorted(([one], [other]) => one - other)) {
    left -= count
    if (left <= 0) return value
  }
  return Number.NaN
}
