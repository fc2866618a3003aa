import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../base/random.ts'
import { type MaybePoint, runsOf, thinOut } from './thin-out.ts'

function noise(count: number): MaybePoint[] {
  const random = createRandom('noise')
  return Array.from({ length: count }, (_, index) => ({ atMs: index * 100, value: random.fraction() }))
}

describe('fewer points', () => {
  test('are the same when there is room', () => {
    expect(thinOut(noise(300))).toEqual(noise(300))
  })

  test.each([301, 1_000, 10_000, 100_000])(
    'of %i are measured ones, in their order, and about 300',
    (count) => {
      const points = noise(count)
      const thinned = thinOut(points)
      const known = new Map(points.map(({ atMs, value }) => [atMs, value]))
      expect(thinned.length).toBeLessThanOrEqual(301)
      expect(thinned.length).toBeGreaterThan(200)
      expect(thinned.every(({ atMs, value }) => known.get(atMs) === value)).toBe(true)
      expect(thinned.map(({ atMs }) => atMs)).toEqual(
        thinned.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
      )
    },
  )

  test('keep each peak and each dip', () => {
    const points = noise(10_000)
      .with(4_321, { atMs: 432_100, value: 50 })
      .with(8_765, { atMs: 876_500, value: -50 })
    expect(thinOut(points)).toContainEqual({ atMs: 432_100, value: 50 })
    expect(thinOut(points)).toContainEqual({ atMs: 876_500, value: -50 })
  })

  test('keep a gap, and make none of a missing point beside others', () => {
    const points = noise(10_000).map((point, index) =>
      index > 3_000 && index < 4_000 ? { ...point, value: undefined } : point,
    )
    expect(runsOf(thinOut(points))).toHaveLength(2)
    const sparse = noise(10_000).map((point, index) =>
      index % 2 === 0 ? { ...point, value: undefined } : point,
    )
    expect(runsOf(thinOut(sparse))).toHaveLength(1)
  })
})

test('runs are points without a gap between them', () => {
  const values = [undefined, 1, 2, undefined, undefined, 3, undefined]
  const runs = runsOf(values.map((value, atMs) => ({ atMs, value })))
  expect(runs.map((run) => run.map(({ value }) => value))).toEqual([[1, 2], [3]])
})
