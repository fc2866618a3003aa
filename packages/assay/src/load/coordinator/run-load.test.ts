import { expect, test } from 'vitest'
import { monotonicMs } from '../../base/clock.ts'
import type { LoadProgress } from '../../model/load-result.ts'
import { startUsageMonitor } from '../monitor/usage-monitor.ts'
import { constantRate, constantUsers } from '../scenario/load.ts'
import { listen, measure, OK, urlOf } from './fixtures/measured-load.ts'

const USERS = constantUsers({ users: 5, duration: '60s' })

test('threads of a load of any length are heard of, and what is shown is of now', async () => {
  await using server = await listen((socket) => socket.write(OK))
  const shown: number[] = []
  const { failure, total, seriesIntervalMs } = await measure(
    urlOf(server),
    constantRate({ perSecond: 40, duration: '1h' }),
    {
      silenceMs: 1_500,
      isEnough: ({ elapsedMs, requests }) => {
        shown.push(requests)
        return elapsedMs > 3_000
      },
    },
  )
  expect(failure).toBeUndefined()
  expect(seriesIntervalMs).toBe(15_000)
  expect(total.answered).toBeGreaterThan(80)
  // Four times a second.
  expect(new Set(shown).size).toBeGreaterThanOrEqual(7)
})

test('a thread that never comes to itself is ended, and what it measured is kept', async () => {
  await using server = await listen((socket) => socket.write(OK))
  const load = constantUsers({ users: 1, duration: '1h' })
  const { failure, total } = await measure(urlOf(server), load, { silenceMs: 1_000, scenario: 'block' })
  expect(failure).toMatchObject({ code: 'scenario_blocked' })
  expect(String(failure)).toContain('busy for 1.0 s without awaiting anything')
  expect(total.answered).toBeGreaterThan(0)
})

test('what is watched is watched from the moment the load begins', async () => {
  const arrivedAtMs: number[] = []
  await using server = await listen((socket) => {
    arrivedAtMs.push(monotonicMs())
    socket.write(OK)
  })
  let beginsAtMs = 0
  const { usage } = await measure(urlOf(server), constantRate({ perSecond: 50, duration: '1s' }), {
    threads: 2,
    watchUsage: ({ startsAtMs, intervalMs }) => {
      beginsAtMs = startsAtMs
      const parts = [{ part: 'this', kind: 'service', pid: process.pid } as const]
      return startUsageMonitor({ parts, intervalMs, startedAtMs: startsAtMs })
    },
  })
  // The first is due at once.
  expect(arrivedAtMs[0]! - beginsAtMs).toBeGreaterThanOrEqual(0)
  expect(arrivedAtMs[0]! - beginsAtMs).toBeLessThan(90)
  expect(usage).toHaveLength(1)
})

test('a load that has no more rows lasted until then, however long the last answers take', async () => {
  await using server = await listen((socket, count) => {
    setTimeout(() => socket.write(OK), count === 3 ? 1_500 : 0)
  })
  const load = constantUsers({ users: 2, duration: '60s' })
  const { total, durationMs } = await measure(urlOf(server), load, { scenario: 'few rows' })
  expect(durationMs).toBeLessThan(1_000)
  // The last one has its time, and is no part of the rate.
  expect(total).toMatchObject({ scheduled: 3, answered: 3, errors: 0 })
  expect(total.ratePerSecond).toBeCloseTo(2_000 / durationMs, 5)
})

test('an interruption keeps what was measured until then', async () => {
  await using server = await listen((socket) => socket.write(OK))
  const load = constantRate({ perSecond: 100, duration: '60s' })
  const { total, durationMs } = await measure(urlOf(server), load, {
    isEnough: ({ elapsedMs }) => elapsedMs > 750,
  })
  // All until the moment of the interruption, over the time until that moment.
  expect(total.scheduled).toBeGreaterThanOrEqual(75)
  expect(total.scheduled).toBe(total.sent + total.dropped + total.failed)
  expect(total.answered).toBe(total.sent)
  expect(durationMs).toBeLessThan(1_500)
  expect(total.ratePerSecond).toBeGreaterThan(90)
  expect(total.ratePerSecond).toBeLessThan(110)
})

test.each([
  ['of a rate', constantRate({ perSecond: 40, duration: '60s' }), {}],
  ['of users', USERS, {}],
  ['of users with a scenario', USERS, { scenario: 'think' }],
  // Nobody answers the first words of a secure connection either: these are never sent.
  ['that wait for a connection', USERS, { scheme: 'https' }],
])('requests %s that are on their way when a load is interrupted are accounted for', async (_, load, how) => {
  const { scheme, ...options } = { scheme: 'http', ...how }
  await using silent = await listen(() => undefined)
  const isEnough = ({ elapsedMs }: LoadProgress) => elapsedMs > 500
  const startedMs = performance.now()
  const { total, failure } = await measure(urlOf(silent, scheme), load, { ...options, threads: 2, isEnough })
  expect(failure).toBeUndefined()
  expect(total.scheduled).toBeGreaterThanOrEqual(5)
  const { scheduled } = total
  expect(total).toMatchObject({ answered: 0, errors: scheduled, errorsByKind: { timeout: scheduled } })
  expect(total).toMatchObject(scheme === 'https' ? { sent: 0, failed: scheduled } : { sent: scheduled })
  // Threads take a second to cut it short, and never as long as a request may take.
  expect(performance.now() - startedMs).toBeLessThan(5_000)
})
