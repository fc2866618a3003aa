import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import { findChangePoints, namedChangePoints } from './e-divisive.ts'
import { normalValue } from './fixtures/simulated-runs.ts'

const NOISE = 0.04

/** A history whose level depends on the index, with noise of 4 %. */
function history(seed: string, length: number, level: (index: number) => number): number[] {
  const random = createRandom(seed)
  return Array.from({ length }, (_, index) => level(index) * Math.exp(NOISE * normalValue(random)))
}

/** In which share of histories exactly these change points are found, give or take one run. */
function shareFound(expected: readonly number[], length: number, level: (index: number) => number): number {
  const histories = length < 50 ? 100 : 25
  const found = Array.from({ length: histories }, (_, seed) =>
    findChangePoints(history(`history ${seed}`, length, level)).map(({ index }) => index),
  )
  const right = found.filter(
    (indices) =>
      indices.length === expected.length &&
      indices.every((index, place) => Math.abs(index - expected[place]!) <= 1),
  )
  return right.length / histories
}

test.each([
  [12, 6, 1.3],
  [20, 15, 1.3],
  [40, 20, 1.15],
  [40, 36, 1.3],
  [100, 50, 1.15],
  [100, 95, 1.3],
])('in %d values, a step at %d by a factor of %d is found', (length, at, factor) => {
  expect(shareFound([at], length, (index) => (index < at ? 10 : 10 * factor))).toBeGreaterThanOrEqual(0.9)
})

test.each([8, 20, 40])('a steady history of %d values has no change point', (length) => {
  expect(shareFound([], length, () => 10)).toBeGreaterThanOrEqual(0.95)
})

test('finds two steps, and a level that comes and goes', () => {
  const stairs = (index: number) => (index < 20 ? 10 : index < 40 ? 12 : 14)
  expect(shareFound([20, 40], 60, stairs)).toBeGreaterThanOrEqual(0.9)
  const episode = (index: number) => (index >= 18 && index < 24 ? 12 : 10)
  expect(shareFound([18, 24], 40, episode)).toBeGreaterThanOrEqual(0.9)
})

test('an outlier is no change point, and hides none', () => {
  expect(shareFound([], 30, (index) => (index === 15 ? 40 : 10))).toBeGreaterThanOrEqual(0.95)
  expect(shareFound([], 30, (index) => (index === 29 ? 40 : 10))).toBeGreaterThanOrEqual(0.95)
  const both = (index: number) => (index === 5 ? 40 : index < 15 ? 10 : 12)
  expect(shareFound([15], 30, both)).toBeGreaterThanOrEqual(0.9)
})

test('tells the levels before and after, how sure it is, and the runs between which it changed', () => {
  const values = [10, 11, 10, 12, 11, 10, 11, 15, 16, 15, 17, 16, 15, 16]
  const [change, ...others] = findChangePoints(values)
  expect(others).toEqual([])
  expect(change).toMatchObject({ index: 7, before: 11, after: 16 })
  expect(change?.pValue).toBeLessThanOrEqual(0.01)
  expect(findChangePoints(values)).toEqual([change])
  const commits = values.map((_, index) => `commit ${index}`)
  expect(namedChangePoints([change!], commits)).toEqual([
    { ...change, run: 'commit 7', previous: 'commit 6' },
  ])
})

test('equal values, few values and none have no change points', () => {
  expect(findChangePoints(Array.from({ length: 30 }, () => 5))).toEqual([])
  expect(findChangePoints([1, 9, 1])).toEqual([])
  expect(findChangePoints([])).toEqual([])
})

test('a step among values that are mostly equal is found', () => {
  const values = Array.from({ length: 30 }, (_, index) => (index < 22 ? 5 : 6))
  expect(findChangePoints(values)).toMatchObject([{ index: 22, before: 5, after: 6 }])
})

test('looks at the last 400 values, and counts from the first', () => {
  const values = history('long', 450, (index) => (index < 30 ? 20 : index < 420 ? 10 : 13))
  expect(findChangePoints(values, { permutations: 99 })).toMatchObject([{ index: 420 }])
})
