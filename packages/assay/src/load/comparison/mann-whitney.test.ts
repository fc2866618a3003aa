import { expect, test } from 'vitest'
import { NINE_ROUNDS, SIX_ROUNDS } from './fixtures/aligned-rounds.ts'
import { criticalU, mannWhitneyInBlocks } from './mann-whitney.ts'

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
  [SMALL, 0.2544122544122544],
  [TWELVE, 0.21892080190639893],
  [TIED, 0.13286713286713286],
  [UNEVEN, 0.12727272727272726],
  [LARGE, 0.4964715062004209],
  [LARGE_TIED, 0.17517763997125013],
] as const)('the p of %j is %d', (block, pValue) => {
  expect(Math.abs(mannWhitneyInBlocks([block]) / pValue - 1)).toBeLessThan(1e-12)
})

test('values that are all equal differ in no way', () => {
  expect(mannWhitneyInBlocks([{ first: [3, 3, 3], second: [3, 3, 3] }])).toBe(1)
  const many = Array.from({ length: 30 }, () => 3)
  expect(mannWhitneyInBlocks([{ first: many, second: many }])).toBe(1)
})

test('one value against many is quick, either way around', () => {
  const many = Array.from({ length: 399 }, (_, index) => index)
  expect(mannWhitneyInBlocks([{ first: [1000], second: many }])).toBeCloseTo(2 / 400, 15)
  expect(mannWhitneyInBlocks([{ first: many, second: [1000] }])).toBeCloseTo(2 / 400, 15)
})

// All exchanges within the blocks, counted by a loop over them in Python.
test.each([
  [
    [
      { first: [1, 2.5], second: [0.2, 1.4] },
      { first: [0.3, -1], second: [-0.5, -2] },
      { first: [2.2, 0.1], second: [0.1, 1.9] },
    ],
    (2 * 36) / 216,
  ],
  [SIX_ROUNDS, (2 * 3) / 400],
  [NINE_ROUNDS, (2 * 183) / 8000],
])('%j are exchanged only within blocks: p is %d', (blocks, pValue) => {
  expect(mannWhitneyInBlocks(blocks)).toBeCloseTo(pValue, 12)
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
