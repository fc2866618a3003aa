import { expect, test } from 'vitest'
import type { UsageSample } from '../../model/load-result.ts'
import { memoryGrowth } from './memory-growth.ts'

function samplesOf(sizes: readonly number[]): UsageSample[] {
  const other = { cpuCores: 0, busiestThreadShare: 0, threads: 1, connections: 0 }
  return sizes.map((memoryBytes, index) => ({ atMs: index * 500, memoryBytes, ...other }))
}

test('is what came between the beginning and the end', () => {
  expect(memoryGrowth(samplesOf(Array.from({ length: 101 }, (_, index) => 1_000 + index)))).toBe(91)
})

test('does not follow a collection just before the end', () => {
  const sizes = Array.from({ length: 40 }, () => 500)
  expect(memoryGrowth(samplesOf([...sizes, 500, 500, 120]))).toBe(0)
  expect(memoryGrowth(samplesOf([120, ...sizes, 900]))).toBe(0)
})

test('leaves the warm-up out', () => {
  const sizes = [
    ...Array.from({ length: 20 }, (_, index) => index * 50),
    ...Array.from({ length: 20 }, () => 1_000),
  ]
  expect(memoryGrowth(samplesOf(sizes), 10_000)).toBe(0)
  expect(memoryGrowth(samplesOf(sizes))).toBeGreaterThan(900)
})

test('can be less than nothing', () => {
  expect(memoryGrowth(samplesOf([9, 9, 9, 8, 7, 6, 5, 5, 5]))).toBe(-4)
})

test('is unknown with too few samples after the warm-up', () => {
  const sizes = samplesOf(Array.from({ length: 12 }, (_, index) => index))
  expect(memoryGrowth(sizes.slice(0, 7))).toBeUndefined()
  expect(memoryGrowth(sizes.slice(0, 8))).toBe(5)
  expect(memoryGrowth(sizes, 3_000)).toBeUndefined()
})
