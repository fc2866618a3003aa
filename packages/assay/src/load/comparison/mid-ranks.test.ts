import { expect, test } from 'vitest'
import { doubledMidRanks } from './mid-ranks.ts'

test.each([
  [[], []],
  [
    [30, 10, 20],
    [6, 2, 4],
  ],
  [
    [10, 30, 10],
    [3, 6, 3],
  ],
  [
    [5, 5, 5, 5],
    [5, 5, 5, 5],
  ],
])('ranks %j as %j', (values, expected) => {
  expect(doubledMidRanks(values)).toEqual(expected)
})
