import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import { alignRounds } from './align-rounds.ts'
import { NINE_ROUNDS, SIX_ROUNDS } from './fixtures/aligned-rounds.ts'
import { normalValue } from './fixtures/simulated-runs.ts'
import { type Estimate, ratioOfShift, shiftInBlocks } from './hodges-lehmann.ts'

const TEN = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
const FIVE = [1.15, 0.88, 0.9, 0.74, 1.21]
const TWELVE = [11.02, 11.19, 10.87, 10.54, 10.78, 10.49, 11.07, 11.79, 10.76, 10.69, 11.3, 11.22]
const OTHER_TWELVE = [11.65, 11.06, 11.57, 12.0, 10.84, 11.33, 10.55, 10.86, 10.57, 11.45, 10.88, 11.75]

const shiftOf = (first: readonly number[], second: readonly number[]) =>
  shiftInBlocks([{ first, second }], 0.95)
const ratioOf = (first: readonly number[], second: readonly number[]) =>
  ratioOfShift(shiftOf(first.map(Math.log), second.map(Math.log)))

function expectClose(estimate: Estimate, [value, low, high]: readonly number[]): void {
  expect(estimate.value).toBeCloseTo(value!, 12)
  expect(estimate.interval?.low).toBeCloseTo(low!, 12)
  expect(estimate.interval?.high).toBeCloseTo(high!, 12)
}

// numpy: the median of the sorted differences, and those next to the critical U (8 and 37). The
// first is the example of R's wilcox.test, which gives 0.305 and -0.15 to 0.76.
test.each([
  [TEN, FIVE, [0.305, -0.15, 0.76]],
  [TWELVE, OTHER_TWELVE, [-0.245, -0.67, 0.19]],
])('the shift of %j against %j', (first, second, expected) => {
  expectClose(shiftOf(first, second), expected)
})

test.each([
  [TEN, FIVE, [1.3117671370783737, 0.859504132231405, 1.9594594594594594]],
  [TWELVE, OTHER_TWELVE, [0.9786017432170183, 0.9421276595744681, 1.0174632352941175]],
])('the ratio of %j to %j', (first, second, expected) => {
  expectClose(ratioOf(first, second), expected)
})

// All exchanges within the blocks, counted by a loop over them in Python.
test.each([
  [SIX_ROUNDS, [0.8, 0.1, 1.4]],
  [NINE_ROUNDS, [0.6, 0.1, 1.1]],
])('the shift in %j', (blocks, expected) => {
  expectClose(shiftInBlocks(blocks, 0.95), expected)
})

test('too few values have no interval', () => {
  expect(shiftOf([1, 2, 3], [1, 2, 4])).toEqual({ value: 0, interval: undefined })
  expect(ratioOf([1, 2, 3], [1, 2, 4])).toEqual({ value: 1, interval: undefined })
})

test('equal values are surely equal', () => {
  const equal = [5, 5, 5, 5, 5]
  expect(ratioOf(equal, equal)).toEqual({ value: 1, interval: { low: 1, high: 1 } })
})

test('the interval contains the truth as often as it says', () => {
  const random = createRandom('coverage')
  const sample = (shift: number) => Array.from({ length: 8 }, () => shift + normalValue(random))
  const covered = coverage(() => shiftOf(sample(2), sample(0)))
  // 95 % or a little more, because U is a whole number; less 3 standard deviations of the count.
  expect(covered).toBeGreaterThan(0.93)
  expect(covered).toBeLessThan(0.985)
})

test.each([6, 9, 12])('in %d rounds on a machine that drifts, too', (rounds) => {
  const random = createRandom(`coverage in ${rounds} rounds`)
  const covered = coverage(() => {
    const run = (shift: number) => (_: unknown, round: number) => ({
      round,
      value: shift + round / 2 + normalValue(random),
    })
    const [first, second] = [2, 0].map((shift) => Array.from({ length: rounds }, run(shift)))
    return shiftInBlocks(alignRounds(first!, second!).blocks, 0.95)
  })
  expect(covered).toBeGreaterThan(0.93)
})

/** In which share of a thousand estimates the interval contains a shift of 2. */
function coverage(estimate: () => Estimate): number {
  const estimates = Array.from({ length: 1000 }, estimate)
  return (
    estimates.filter(({ interval }) => interval !== undefined && interval.low <= 2 && interval.high >= 2)
      .length / 1000
  )
}
