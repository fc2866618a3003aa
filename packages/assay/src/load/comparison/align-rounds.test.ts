import { expect, test } from 'vitest'
import { alignRounds, blockBounds } from './align-rounds.ts'

const runs = (values: readonly number[], firstRound = 0) =>
  values.map((value, index) => ({ round: firstRound + index, value }))

test.each([
  [1, [[0, 1]]],
  [5, [[0, 5]]],
  [
    8,
    [
      [0, 4],
      [4, 8],
    ],
  ],
  [
    10,
    [
      [0, 3],
      [3, 6],
      [6, 10],
    ],
  ],
])('%d rounds make the blocks %j', (rounds, expected) => {
  expect(blockBounds(rounds)).toEqual(expected)
})

test('takes away what a block has in common, the drift', () => {
  const { blocks } = alignRounds(runs([2, 2, 2, 12, 12, 12]), runs([1, 1, 1, 11, 11, 11]))
  expect(blocks).toEqual([
    { first: [0.5, 0.5, 0.5], second: [-0.5, -0.5, -0.5] },
    { first: [0.5, 0.5, 0.5], second: [-0.5, -0.5, -0.5] },
  ])
})

test('leaves runs without a counterpart out', () => {
  const { blocks, leftOut } = alignRounds(runs([1, 2, 3]), runs([9, 9, 9], 1))
  expect(leftOut).toBe(2)
  expect(blocks).toEqual([{ first: [-4, -3], second: [3, 3] }])
})

test('leaves runs without rounds as they are', () => {
  const aligned = alignRounds([{ round: undefined, value: 4 }], runs([5, 6]))
  expect(aligned).toEqual({ blocks: [{ first: [4], second: [5, 6] }], leftOut: 0, areInRounds: false })
})
