import { expect, test } from 'vitest'
import { Histogram } from '../statistics/histogram.ts'
import { LagMeter } from './lag-meter.ts'

function lagOf(meter: LagMeter) {
  const histogram = new Histogram()
  histogram.add(meter.take())
  return histogram.summary()
}

/** Keeps the thread from everything else. */
function stall(ms: number): void {
  const endMs = performance.now() + ms
  while (performance.now() < endMs);
}

test('a stall is as long as every beat that was due in it', () => {
  using meter = new LagMeter()
  stall(500)
  const { count, p50, max } = lagOf(meter)
  // A beat every 10 ms: the first is 490 ms late, the last hardly at all.
  expect(count).toBeGreaterThanOrEqual(49)
  expect(p50).toBeGreaterThan(200)
  expect(max).toBeGreaterThanOrEqual(489)
  expect(lagOf(meter).count).toBeLessThanOrEqual(1)
})

test('a thread with nothing to do has a beat every 10 ms, and is hardly late', async () => {
  using meter = new LagMeter()
  const startedMs = performance.now()
  await expect.poll(() => performance.now() - startedMs, { interval: 20 }).toBeGreaterThan(300)
  const elapsedMs = performance.now() - startedMs
  const { count, p50 } = lagOf(meter)
  expect(Math.abs(count - elapsedMs / 10)).toBeLessThanOrEqual(2)
  expect(p50).toBeLessThan(5)
})

test('what is recorded from outside counts as well', () => {
  using meter = new LagMeter()
  meter.record(7)
  meter.record(-1)
  expect(lagOf(meter)).toMatchObject({ count: 2, min: 0, max: 7 })
})
