/** Where values fall apart most. */
export interface Split {
  /** The first value of the right side. */
  readonly index: number
  /** How far apart both sides are: the energy distance, scaled with how long they are. */
  readonly divergence: number
}

/**
 * The split with the largest divergence, each side at least `shortest` long; `undefined` when the
 * values are too few. The left side reaches back to the first value, the right side ends where the
 * divergence is largest: a level that comes and goes would otherwise hide among those around it.
 */
export function bestSplit(values: readonly number[], shortest: number): Split | undefined {
  const size = values.length
  const sums = distanceSums(values)
  let best: Split | undefined
  let left = 0
  for (let index = 1; index <= size - shortest; index += 1) {
    left += sums[(index - 1) * size + index - 1]!
    if (index < shortest) continue
    const leftMean = left / pairs(index)
    let [right, across] = [0, 0]
    for (let end = index + 1; end <= size; end += 1) {
      const row = (end - 1) * size
      across += sums[row + index]!
      right += sums[row + end - 1]! - sums[row + index]!
      const length = end - index
      if (length < shortest) continue
      const energy = (2 * across) / (index * length) - leftMean - right / pairs(length)
      const divergence = ((index * length) / end) * energy
      if (best === undefined || divergence > best.divergence) best = { index, divergence }
    }
  }
  return best
}

/** At row `to` and column `count`: the distances of that value to the first `count` before it, summed. */
function distanceSums(values: readonly number[]): Float64Array {
  const size = values.length
  const sums = new Float64Array(size * size)
  for (let to = 0; to < size; to += 1) {
    const row = to * size
    for (let from = 0; from < to; from += 1) {
      sums[row + from + 1] = sums[row + from]! + Math.abs(values[to]! - values[from]!)
    }
  }
  return sums
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2
}
