import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  ['prodcts', ['orders', 'products'], 'products'],
  ['Orders', ['orders', 'users'], 'orders'],
  ['payments', ['orders', 'users'], undefined],
])('%s among %j is %s', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected)
})
