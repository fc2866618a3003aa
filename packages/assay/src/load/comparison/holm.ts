/**
 * Adjusts p values for how many there are: the step-down method of Holm (1979), "A Simple
 * Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6(2). When
 * nothing differs, the chance that any adjusted p is below alpha is at most alpha, however the
 * measures depend on each other. Keeps the order of its input.
 *
 * @example
 * holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((left, right) => pValues[left]! - pValues[right]!)
  const adjusted = new Array<number>(pValues.length)
  let largest = 0
  for (const [place, index] of order.entries()) {
    largest = Math.min(1, Math.max(largest, pValues[index]! * (pValues.length - place)))
    adjusted[index] = largest
  }
  return adjusted
}
