/**
 * The rank of each value among all, from 1; equal values share the mean of their ranks. Doubled, so
 * that shared ranks are whole numbers too and sums of them stay exact.
 *
 * @example
 * doubledMidRanks([10, 30, 10]) // [3, 6, 3]
 */
export function doubledMidRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((left, right) => values[left]! - values[right]!)
  const ranks = new Array<number>(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1
    // Ranks from + 1 to `to`: twice their mean is the sum of the first and the last.
    for (let place = from; place < to; place += 1) ranks[order[place]!] = from + 1 + to
    from = to
  }
  return ranks
}
