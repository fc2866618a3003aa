import { expect, test } from 'vitest'
import { criticalU, mannWhitney, mannWhitneyInBlocks } from './mann-whitney.ts'

const SMALL = {
  first: [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
  second: [1.15, 0.88, 0.9, 0.74, 1.21],
}
const TWELVE = {
  first: [11.02, 11.19, 10.87, 10.54, 10.78, 10.49, 11.07, 11.79, 10.76, 10.69, 11.3, 11.22],
  second: [11.65, 11.06, 11.57, 12.0, 10.84, 11.33, 10.55, 10.86, 10.57, 11.45, 10.88, 11.75],
}
const TIED = { first: [1, 2, 2, 3, 3, 3, 5], second: [2, 3, 4, 4, 5, 6] }
const UNEVEN = { first: [1, 1, 2, 4], second: [1, 3, 4, 4, 4, 7, 9] }
const LARGE = {
  first: Array.from({ length: 25 }, (_, index) => ((index * 37) % 101) / 10),
  second: Array.from({ length: 24 }, (_, index) => ((index * 53 + 11) % 97) / 10 + 0.8),
}
const LARGE_TIED = {
  first: Array.from({ length: 25 }, (_, index) => (index * 7) % 10),
  second: Array.from({ length: 24 }, (_, index) => ((index * 3) % 11) + 1),
}

// scipy 1.17.1, stats.mannwhitneyu: method 'exact' without ties, PermutationMethod(n_resamples=inf),
// which visits all permutations, with ties, and 'asymptotic' for the large samples.
test.each([
  ['two-sided', SMALL, 35, 0.2544122544122544, true],
  ['greater', SMALL, 35, 0.1272061272061272, true],
  ['less', SMALL, 35, 0.8967698967698967, true],
  ['two-sided', TWELVE, 50, 0.21892080190639893, true],
  ['greater', TWELVE, 50, 0.901095942689697, true],
  ['less', TWELVE, 50, 0.10946040095319946, true],
  ['two-sided', TIED, 10, 0.13286713286713286, true],
  ['greater', TIED, 10, 0.9522144522144522, true],
  ['less', TIED, 10, 0.06643356643356643, true],
  ['two-sided', UNEVEN, 5.5, 0.12727272727272726, true],
  ['greater', UNEVEN, 5.5, 0.9727272727272728, true],
  ['less', UNEVEN, 5.5, 0.06363636363636363, true],
  ['two-sided', LARGE, 265.5, 0.4964715062004209, false],
  ['greater', LARGE, 265.5, 0.7580530772730288, false],
  ['less', LARGE, 265.5, 0.24823575310021045, false],
  ['two-sided', LARGE_TIED, 232, 0.17517763997125013, false],
  ['greater', LARGE_TIED, 232, 0.9155642028465516, false],
  ['less', LARGE_TIED, 232, 0.08758881998562507, false],
] as const)('%s of %j: U is %d, p is %d', (alternative, { first, second }, u, pValue, isExact) => {
  const result = mannWhitney(first, second, alternative)
  expect(result).toMatchObject({ u, isExact })
  expect(Math.abs(result.pValue / pValue - 1)).toBeLessThan(1e-12)
})

test('values that are all equal differ in no way', () => {
  expect(mannWhitney([3, 3, 3], [3, 3, 3])).toEqual({ u: 4.5, pValue: 1, isExact: true })
  const many = Array.from({ length: 30 }, () => 3)
  expect(mannWhitney(many, many)).toEqual({ u: 450, pValue: 1, isExact: false })
})

test('one value against many is quick, either way around', () => {
  const many = Array.from({ length: 399 }, (_, index) => index)
  expect(mannWhitney([1000], many, 'greater').pValue).toBeCloseTo(1 / 400, 15)
  expect(mannWhitney(many, [1000], 'less').pValue).toBeCloseTo(1 / 400, 15)
})

test('exchanges only within blocks', () => {
  const blocks = [
    { first: [1, 2.5], second: [0.2, 1.4] },
    { first: [0.3, -1], second: [-0.5, -2] },
    { first: [2.2, 0.1], second: [0.1, 1.9] },
  ]
  // All 216 exchanges, counted by a loop over them in Python with the ranks of scipy.stats.rankdata.
  expect(mannWhitneyInBlocks(blocks)).toMatchObject({ u: 23.5, isExact: true })
  expect(mannWhitneyInBlocks(blocks, 'greater').pValue).toBeCloseTo(36 / 216, 12)
  expect(mannWhitneyInBlocks(blocks, 'less').pValue).toBeCloseTo(188 / 216, 12)
})

// The tables of the U test: the largest U with at most 2.5 % below.
test.each([
  [3, 3, undefined],
  [4, 4, 0],
  [8, 8, 13],
  [10, 5, 8],
  [12, 12, 37],
])('of %d and %d values the critical U is %s', (first, second, expected) => {
  const block = {
    first: Array.from({ length: first }, (_, index) => index),
    second: Array.from({ length: second }, (_, index) => index + 0.5),
  }
  expect(criticalU([block], 0.025)).toBe(expected)
})
