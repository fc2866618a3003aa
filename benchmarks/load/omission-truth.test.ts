import { expect, test } from 'vitest'
import { trueLatencyMs } from './omission-truth.ts'

const stall = { everyMs: 10_000, lengthMs: 1_000 }

test('nine requests of ten meet no stall, and the others wait equally often each time', () => {
  expect(trueLatencyMs(stall, 0.5)).toBe(0)
  expect(trueLatencyMs(stall, 0.9)).toBe(0)
  expect(trueLatencyMs(stall, 0.95)).toBeCloseTo(500, 9)
  expect(trueLatencyMs(stall, 0.99)).toBeCloseTo(900, 9)
  expect(trueLatencyMs(stall, 1)).toBeCloseTo(1_000, 9)
})

test('agrees with a count of all requests of a run, to the distance of two of them', () => {
  const rate = 500
  const waits = Array.from({ length: 30 * rate }, (_, index) => waitMs((index * 1_000) / rate))
  waits.sort((left, right) => left - right)
  for (const share of [0.5, 0.9, 0.92, 0.95, 0.99, 0.999]) {
    const counted = waits[Math.ceil(share * waits.length) - 1]!
    expect(Math.abs(counted - trueLatencyMs(stall, share))).toBeLessThanOrEqual(1_000 / rate)
  }
})

test('a server that never answers at once', () => {
  expect(trueLatencyMs({ everyMs: 1_000, lengthMs: 1_000 }, 0.25)).toBeCloseTo(250, 9)
})

/** The stall lies in the middle of each period, as in `target-server.c`. */
function waitMs(dueMs: number): number {
  const begin = (stall.everyMs - stall.lengthMs) / 2
  const time = dueMs % stall.everyMs
  return time >= begin && time < begin + stall.lengthMs ? begin + stall.lengthMs - time : 0
}
