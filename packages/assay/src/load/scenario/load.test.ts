import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import {
  capacity,
  constantRate,
  constantUsers,
  loadDurationMs,
  rampingRate,
  rampingUsers,
  soak,
  spike,
} from './load.ts'
import { constant, exponential, uniform } from './think-time.ts'

test('a warm-up comes before what is measured, with the same load', () => {
  const { stages } = constantUsers({ users: 20, duration: '30s', warmUp: '5s' })
  expect(stages).toEqual([
    { name: 'warm-up', from: 20, to: 20, durationMs: 5_000, isMeasured: false },
    { name: 'steady', from: 20, to: 20, durationMs: 30_000, isMeasured: true },
  ])
  expect(loadDurationMs(soak({ perSecond: 5, duration: '1m' }))).toBe(62_000)
})

test('each stage of a ramp begins where the one before has ended', () => {
  const { stages } = rampingUsers({
    startUsers: 2,
    stages: [
      { users: 50, duration: '30s', name: 'up' },
      { users: 0, duration: '10s' },
    ],
  })
  expect(stages.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['up', 2, 50],
    ['stage 2', 50, 0],
  ])
})

test('users of an open load are ready for a tenth of its highest rate', () => {
  expect(spike({ perSecond: 20, peakPerSecond: 205, duration: '30s' }).readyUsers).toBe(21)
  expect(constantRate({ perSecond: 500, duration: '1s', maxUsers: 10 }).readyUsers).toBe(10)
})

test.each([
  ['users', () => constantUsers({ users: 0, duration: '1s' }), 'users is 0'],
  ['users', () => constantUsers({ users: 1.5, duration: '1s' }), 'users is 1.5'],
  ['perSecond', () => constantRate({ perSecond: -1, duration: '1s' }), 'perSecond is -1'],
  ['perSecond', () => constantRate({ perSecond: Number.NaN, duration: '1s' }), 'perSecond is NaN'],
  ['duration', () => constantRate({ perSecond: 1, duration: '0s' }), 'duration is "0s"'],
  ['duration', () => constantRate({ perSecond: 1, duration: 'soon' as '1s' }), 'duration is "soon"'],
  ['stages', () => rampingRate({ stages: [] }), 'no stages'],
  ['stages', () => rampingRate({ stages: [{ perSecond: -3, duration: '1s' }] }), 'perSecond is -3'],
  ['objective', () => capacity({ objective: { p95: 'fast' as '1s' } }), 'objective.p95 is "fast"'],
  ['error rate', () => capacity({ objective: { p95: '1s', errorRate: Number.NaN } }), 'errorRate is NaN'],
  ['error rate', () => capacity({ objective: { p95: '1s', errorRate: 1.5 } }), 'errorRate is 1.5'],
  [
    'interval',
    () => capacity({ fromPerSecond: 200, mostPerSecond: 100, objective: { p95: '1s' } }),
    'begins at 200 per second, above the 100',
  ],
  ['think', () => uniform('2s', '1s'), 'ends before it begins'],
])('a wrong %s is refused with what is wrong', (_, make, message) => {
  expect(make).toThrow(message)
})

test('think times are as they say', () => {
  const random = createRandom('think')
  const draws = (think: (r: typeof random) => number) => Array.from({ length: 5_000 }, () => think(random))
  expect(new Set(draws(constant('250ms')))).toEqual(new Set([250]))
  const even = draws(uniform('100ms', '300ms'))
  expect(Math.min(...even)).toBeGreaterThanOrEqual(100)
  expect(Math.max(...even)).toBeLessThanOrEqual(300)
  expect(mean(even)).toBeCloseTo(200, -1)
  const memoryless = draws(exponential('100ms'))
  expect(mean(memoryless)).toBeGreaterThan(93)
  expect(mean(memoryless)).toBeLessThan(107)
  expect(Math.max(...memoryless)).toBeLessThanOrEqual(1_000)
  // The same seed makes the same pauses.
  expect(exponential('1s')(createRandom('a'))).toBe(exponential('1s')(createRandom('a')))
})

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
