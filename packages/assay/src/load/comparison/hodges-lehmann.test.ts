import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import { normalValue } from './fixtures/simulated-runs.ts'
import { hodgesLehmannRatio, hodgesLehmannShift } from './hodges-lehmann.ts'

const TEN = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
const FIVE = [1.15, 0.88, 0.9, 0.74, 1.21]
const TWELVE = [11.02, 11.19, 10.87, 10.54, 10.78, 10.49, 11.07, 11.79, 10.76, 10.69, 11.3, 11.22]
const OTHER_TWELVE = [11.65, 11.06, 11.57, 12.0, 10.84, 11.33, 10.55, 10.86, 10.57, 11.45, 10.88, 11.75]

// numpy: the median of the sorted differences, and those next to the critical U (8 and 37). The
// first is the example of R's wilcox.test, which gives 0.305 and -0.15 to 0.76.
test.each([
  [TEN, FIVE, { value: 0.305, low: -0.15, high: 0.76 }],
  [TWELVE, OTHER_TWELVE, { value: -0.245, low: -0.67, high: 0.19 }],
])('the shift of %j against %j', (first, second, expected) => {
  const shift = hodgesLehmannShift(first, second)
  expect(shift.value).toBeCloseTo(expected.value, 12)
  expect(shift.low).toBeCloseTo(expected.low, 12)
  expect(shift.high).toBeCloseTo(expected.high, 12)
})

test.each([
  [TEN, FIVE, { value: 1.3117671370783737, low: 0.859504132231405, high: 1.9594594594594594 }],
  [TWELVE, OTHER_TWELVE, { value: 0.9786017432170183, low: 0.9421276595744681, high: 1.0174632352941175 }],
])('the ratio of %j to %j', (first, second, expected) => {
  const ratio = hodgesLehmannRatio(first, second)
  expect(ratio.value).toBeCloseTo(expected.value, 12)
  expect(ratio.low).toBeCloseTo(expected.low, 12)
  expect(ratio.high).toBeCloseTo(expected.high, 12)
})

test('too few values have no interval', () => {
  expect(hodgesLehmannShift([1, 2, 3], [1, 2, 4])).toEqual({
    value: 0,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  })
  expect(hodgesLehmannRatio([1, 2, 3], [1, 2, 4])).toEqual({
    value: 1,
    low: 0,
    high: Number.POSITIVE_INFINITY,
  })
})

test('equal values are surely equal', () => {
  const equal = [5, 5, 5, 5, 5]
  expect(hodgesLehmannRatio(equal, equal)).toEqual({ value: 1, low: 1, high: 1 })
})

test('the interval contains the truth as often as it says', () => {
  const random = createRandom('coverage')
  const sample = (shift: number) => Array.from({ length: 8 }, () => shift + normalValue(random))
  const covered = Array.from({ length: 1000 }, () => hodgesLehmannShift(sample(2), sample(0))).filter(
    ({ low, high }) => low <= 2 && high >= 2,
  )
  // 95 % or a little more, because U is a whole number; less 3 standard deviations of the count.
  expect(covered.length).toBeGreaterThan(930)
  expect(covered.length).toBeLessThan(985)
})
