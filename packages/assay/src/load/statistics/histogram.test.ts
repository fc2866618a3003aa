import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import { Histogram } from './histogram.ts'

test('percentiles are within half a percent of the exact ones, whatever the distribution', () => {
  const random = createRandom('histogram')
  const draws = {
    uniform: () => random.fraction() * 100,
    exponential: () => -Math.log(1 - random.fraction()) * 3,
    'heavy tail': () => 0.05 / (1 - random.fraction()) ** 1.5,
  }
  for (const [name, draw] of Object.entries(draws)) {
    const histogram = new Histogram()
    const values = Array.from({ length: 20_000 }, draw)
    for (const value of values) histogram.record(value)
    values.sort((left, right) => left - right)
    for (const share of [0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1]) {
      const exact = values[Math.ceil(values.length * share) - 1]!
      expect(Math.abs(histogram.percentile(share) / exact - 1), `${name} ${share}`).toBeLessThan(0.005)
    }
    expect(histogram.summary().mean).toBeCloseTo(
      values.reduce((sum, value) => sum + value, 0) / values.length,
      6,
    )
    expect(histogram.summary()).toMatchObject({ count: 20_000, min: values[0], max: values.at(-1) })
  }
})

test('parts merged in any order are the same as one histogram of everything', () => {
  const random = createRandom('merge')
  const whole = new Histogram()
  const parts = [new Histogram(), new Histogram(), new Histogram()]
  for (let index = 0; index < 3_000; index += 1) {
    const value = random.fraction() ** 4 * 5_000
    whole.record(value)
    parts[index % 3]!.record(value)
  }
  const merged = new Histogram()
  for (const part of parts.reverse()) merged.add(part.data())
  expect(merged.data().counts).toEqual(whole.data().counts)
  expect(merged.summary().p99).toBe(whole.summary().p99)
  expect(merged.summary().max).toBe(whole.summary().max)
})

test('what is too long for the buckets still counts, and the maximum is exact', () => {
  const histogram = new Histogram()
  for (const ms of [1, 3_600_000, 7_200_000]) histogram.record(ms)
  expect(histogram.count).toBe(3)
  expect(histogram.summary().max).toBe(7_200_000)
  expect(histogram.percentile(0.99)).toBeGreaterThan(400_000)
})

test('the first bucket, and a time below zero', () => {
  const histogram = new Histogram()
  histogram.record(-0.001)
  histogram.record(0)
  expect(histogram.summary()).toMatchObject({ count: 2, min: 0, max: 0, p99: 0 })
  expect(histogram.data()).toMatchObject({ firstBucket: 0, counts: new Uint32Array([2]) })
})

test('the last bucket holds what just fits, and all that does not', () => {
  // 32 bits of 0.1 µs; a bucket at the end is 1.7 s wide.
  const longestMs = 0xffff_ffff / 10_000
  const histogram = new Histogram()
  for (const ms of [longestMs - 1, longestMs, longestMs + 1, 1e9]) histogram.record(ms)
  const { firstBucket, counts } = histogram.data()
  expect([...counts]).toEqual([4])
  const below = new Histogram()
  below.record(longestMs - 2_000)
  expect(below.data().firstBucket).toBe(firstBucket - 1)
  expect(Math.abs(histogram.percentile(0.5) / longestMs - 1)).toBeLessThan(0.004)
  expect(histogram.summary().max).toBe(1e9)
})

test('below the width of a bucket a duration is still within half of it', () => {
  for (const us of [0.12, 0.9, 3.33, 12.7]) {
    const histogram = new Histogram()
    // The smallest and the largest keep the percentile from being clamped to the only value there is.
    for (const value of [0, us / 1_000, 1]) histogram.record(value)
    expect(Math.abs(histogram.percentile(0.5) * 1_000 - us)).toBeLessThanOrEqual(0.05 + 1e-9)
  }
})

test('an empty histogram has no figures', () => {
  expect(new Histogram().summary()).toMatchObject({ count: 0, mean: 0, min: 0, p50: 0, max: 0 })
  expect(new Histogram().data().counts).toHaveLength(0)
  expect(new Histogram().bars()).toEqual([])
})

test('a histogram travels as short as what it holds', () => {
  const histogram = new Histogram()
  histogram.record(1)
  histogram.record(1.01)
  expect(histogram.data().counts.length).toBeLessThan(4)
})

test('bars of the distribution cover what was recorded and count all of it', () => {
  const histogram = new Histogram()
  for (const ms of [0.5, 0.6, 1, 2, 4, 400]) histogram.record(ms)
  const bars = histogram.bars(1)
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(6)
  expect(bars[0]).toEqual({ fromMs: 0.5, toMs: 1, count: 2 })
  expect(bars.at(-1)).toEqual({ fromMs: 256, toMs: 512, count: 1 })
})
