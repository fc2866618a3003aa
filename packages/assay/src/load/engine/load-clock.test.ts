import { expect, test } from 'vitest'
import { LoadClock } from './load-clock.ts'

test('time goes on before the start is known, and is negative until then', async () => {
  const clock = new LoadClock()
  const earlyMs = clock.nowMs()
  const deadlineMs = earlyMs + 10_000
  expect(earlyMs).toBeLessThan(0)
  await expect.poll(() => clock.nowMs()).toBeGreaterThan(earlyMs)
  expect(clock.nowMs()).toBeLessThan(deadlineMs)
})

test('it is zero at the start', () => {
  const clock = new LoadClock()
  clock.start(process.hrtime.bigint() + 5_000_000_000n)
  expect(clock.nowMs()).toBeCloseTo(-5_000, -2)
  clock.start(process.hrtime.bigint())
  expect(clock.nowMs()).toBeGreaterThanOrEqual(-1)
  expect(clock.nowMs()).toBeLessThan(1_000)
})
