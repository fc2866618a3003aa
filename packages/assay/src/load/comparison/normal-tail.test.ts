import { expect, test } from 'vitest'
import { normalTail } from './normal-tail.ts'

// scipy 1.17.1, stats.norm.sf.
test.each([
  [0, 0.5],
  [0.5, 0.3085375387259869],
  [1.96, 0.024997895148220435],
  [2.9999, 0.001350341282954925],
  [3, 0.0013498980316300933],
  [6, 9.865876450376946e-10],
  [12.5, 3.732564298877714e-36],
  [-2, 0.9772498680518208],
])('the tail from %d is %d', (z, expected) => {
  expect(Math.abs(normalTail(z) / expected - 1)).toBeLessThan(1e-12)
})

test('has nothing beyond infinity', () => {
  expect(normalTail(Number.POSITIVE_INFINITY)).toBe(0)
})
