import { describe, expect, test } from 'vitest'
import { latencyTick, linearAxis, logarithmicAxis, logarithmicSteps, roundSteps } from './axis.ts'
import { timeLabel } from './time-axis.ts'

describe('round values', () => {
  test.each([
    [1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.3, 3, [0, 0.1, 0.2, 0.3]],
    [97, 4, [0, 50]],
    [1_406, 2, [0, 1_000]],
    [3, 5, [0, 1, 2, 3]],
  ])('up to %d, at most %i of them', (top, most, values) => {
    expect(roundSteps(top, most)).toEqual(values)
  })

  test.each([
    [3, 300, 8, [5, 10, 20, 50, 100, 200]],
    [3, 300, 5, [3, 10, 30, 100, 300]],
    [3, 300, 4, [10, 100]],
    [0.001, 100_000, 4, [0.001, 1, 1_000]],
  ])('logarithmic from %d to %d, at most %i', (from, to, most, values) => {
    expect(logarithmicSteps(from, to, most)).toEqual(values)
  })
})

describe('places', () => {
  test('a linear axis begins at 0 at the bottom', () => {
    const axis = linearAxis(100, 200, String)
    expect(axis.yOf(0)).toBe(200)
    expect(axis.yOf(100)).toBeCloseTo(200 * (1 - 1 / 1.06))
    expect(axis.yOf(1_000)).toBe(0)
  })

  test('nothing but zeros still has an axis', () => {
    expect(linearAxis(0, 48, String).ticks.map(({ value }) => value)).toEqual([0, 0.5, 1])
  })

  test('equal ratios are equal distances on a logarithmic axis', () => {
    const { yOf } = logarithmicAxis({ lowest: 1, highest: 1_000 }, 200, latencyTick)
    expect(yOf(1) - yOf(10)).toBeCloseTo(yOf(10) - yOf(100))
    expect(yOf(0)).toBe(200)
  })
})

test.each([
  [0, 30_000, '0'],
  [250, 10_000, '0.25 s'],
  [12_500, 30_000, '12.5 s'],
  [90_000, 600_000, '1:30 min'],
  [120_000, 600_000, '2 min'],
  [5_400_000, 36_000_000, '1:30 h'],
])('%i ms of %i is %s', (atMs, endMs, label) => {
  expect(timeLabel(atMs, endMs)).toBe(label)
})
