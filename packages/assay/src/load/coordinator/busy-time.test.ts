import { expect, test } from 'vitest'
import { BusyTime } from './busy-time.ts'

/** Reports of a quarter of a second each, with so much of a core used. */
function busyWith(shares: readonly number[]): number {
  const busy = new BusyTime()
  for (const share of shares) busy.add(share * 250, 250)
  return busy.busiestShare
}

test('a ramp that ends in a busy core is as busy as its end', () => {
  const ramp = Array.from({ length: 120 }, (_, index) => (index < 80 ? index / 100 : 0.97))
  expect(busyWith(ramp)).toBeCloseTo(0.97)
  expect(busyWith(ramp.toReversed())).toBeCloseTo(0.97)
})

test('a moment in a long time is none', () => {
  expect(busyWith([1, ...Array.from({ length: 399 }, () => 0.3)])).toBeCloseTo((1 + 39 * 0.3) / 40)
})

test('of a short time it is the busiest second, or all there is', () => {
  expect(busyWith([0.2, 0.9, 0.9, 0.9, 0.9, 0.2])).toBeCloseTo(0.9)
  expect(busyWith([0.2, 0.8])).toBeCloseTo(0.5)
  expect(busyWith([])).toBe(0)
})

test('a stretch counts by its length, and more than a core is a core and more', () => {
  const busy = new BusyTime()
  busy.add(3_000, 3_000)
  busy.add(25, 250)
  busy.add(1, 0)
  expect(busy.busiestShare).toBeCloseTo(1)
  busy.add(11_000, 10_000)
  expect(busy.busiestShare).toBeGreaterThan(1)
})
