import { expect, test } from 'vitest'
import { runsNeeded, smallestPValue } from './runs-needed.ts'

test.each([
  [[{ first: 4, second: 4 }], 2 / 70],
  [[{ first: 10, second: 5 }], 2 / 3003],
  [
    [
      { first: 3, second: 3 },
      { first: 3, second: 3 },
    ],
    2 / 400,
  ],
  [[{ first: 1, second: 0 }], 1],
])('samples of %j can give a p of %d', (blocks, expected) => {
  expect(smallestPValue(blocks)).toBe(expected)
})

test.each([
  [0.05, 1, false, 4],
  [0.05, 10, false, 6],
  [0.05, 1, true, 4],
  // Six rounds would give exactly 0.05, which is not below.
  [0.05, 10, true, 7],
  [0.01, 10, true, 8],
  [0, 1, true, 1000],
])('alpha %d and %d measures, in rounds: %s, take %d runs', (alpha, measures, areInRounds, expected) => {
  expect(runsNeeded(alpha, measures, areInRounds)).toBe(expected)
})
