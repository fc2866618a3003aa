import { expect, test } from 'vitest'
import type { IntervalReport } from '../engine/protocol.ts'
import { Histogram } from '../statistics/histogram.ts'
import { OperationRecord } from '../statistics/operation-record.ts'
import { Timeline } from './timeline.ts'

const phases = [
  { name: 'warm-up', fromMs: 0, toMs: 500, isMeasured: false },
  { name: 'steady', fromMs: 500, toMs: 2_000, isMeasured: true },
  { name: 'wind-down', fromMs: 2_000, toMs: Number.POSITIVE_INFINITY, isMeasured: false },
]

interface Told {
  readonly answered?: number
  readonly phase?: number
  readonly users?: number
  readonly lagMs?: number
  readonly cpuShare?: number
  readonly dropped?: number
}

function report(fromMs: number, toMs: number, told: Told = {}): IntervalReport {
  const { answered = 0, phase = 2, users = 1, lagMs = 0, cpuShare = 0.1, dropped = 0 } = told
  const record = new OperationRecord()
  record.scheduled = record.sent = answered
  for (let index = 0; index < answered; index += 1) {
    record.countAnswer(toMs, 10)
    record.latency.record(5)
  }
  const lag = new Histogram()
  lag.record(lagMs)
  const operations = [{ service: 'shop', operation: 'GET /', phase, data: record.data() }]
  return {
    ...{ fromMs, toMs, users, peakUsers: users, connections: users, lag: lag.data() },
    recorded: { operations, dropped: [0, 0, dropped, 0], samples: [] },
    cpuMs: cpuShare * (toMs - fromMs),
  }
}

function timelineOf(intervalMs: number, reports: readonly (readonly [worker: number, IntervalReport])[]) {
  const timeline = new Timeline(phases, intervalMs)
  for (const [worker, told] of reports) timeline.add(worker, told)
  return timeline
}

test('reports of all threads are folded into the intervals of the series, and nothing is lost', () => {
  const reports = [0, 1].flatMap((worker) =>
    [0, 250, 500, 750].map((atMs) => {
      // Timers are a little early or late.
      const told = { answered: 10, users: worker + 1, dropped: worker }
      return [worker, report(atMs + (worker === 0 ? 0.4 : -0.6), atMs + 250.3, told)] as const
    }),
  )
  const timeline = timelineOf(500, reports)
  expect(timeline.series()).toMatchObject([
    { atMs: 0, requests: 40, scheduled: 42, users: 3 },
    { atMs: 500, requests: 40, scheduled: 42, users: 3 },
  ])
  expect(timeline.records).toMatchObject([{ operation: 'GET /', phase: 2, record: { answered: 80 } }])
  expect(timeline.dropped(2)).toBe(4)
})

test('what is told just after the end is no interval of its own', () => {
  const timeline = timelineOf(250, [
    [0, report(0, 250.2, { answered: 10 })],
    [0, report(250.2, 258, { answered: 1, users: 0 })],
  ])
  expect(timeline.series()).toMatchObject([{ atMs: 0, requests: 11, users: 0 }])
})

test('a thread that was late has its users in all the time it was, and its answers at the end', () => {
  const timeline = timelineOf(250, [
    [0, report(0, 250, { answered: 10, users: 4 })],
    [0, report(250, 1_120, { answered: 30, users: 6 })],
    [1, report(0, 250, { users: 1 })],
    [1, report(250, 500, { answered: 5, users: 1 })],
  ])
  expect(timeline.series().map(({ atMs, requests, users }) => [atMs, requests, users])).toEqual([
    [0, 10, 5],
    [250, 5, 7],
    [500, 0, 6],
    [750, 0, 6],
    [1_000, 30, 6],
  ])
})

test('the generator is judged by every report about measured time, late ones included', () => {
  const lagOf = (...reports: IntervalReport[]) => {
    const timeline = timelineOf(250, [...reports.map((told) => [0, told] as const)])
    return timeline.generator(1).lag.count
  }
  expect(lagOf(report(0, 250), report(250, 510))).toBe(0)
  expect(lagOf(report(500, 750), report(750, 2_000))).toBe(2)
  expect(lagOf(report(100, 700))).toBe(1)
  expect(lagOf(report(1_900, 9_000))).toBe(1)
  expect(lagOf(report(1_990, 2_250), report(2_000, 2_250))).toBe(0)
})

test('the busiest thread counts, where it was busiest', () => {
  const reports = [0, 1, 2, 3, 4, 5].flatMap((index) => {
    const [fromMs, toMs] = [500 + index * 250, 750 + index * 250]
    return [
      [0, report(fromMs, toMs, { cpuShare: 0.5 })],
      [1, report(fromMs, toMs, { cpuShare: index < 2 ? 0.1 : 0.9 })],
    ] as const
  })
  expect(timelineOf(250, reports).generator(2).cpuShare).toBeCloseTo(0.9)
  expect(timelineOf(250, []).generator(2)).toMatchObject({ cpuShare: 0, lag: { count: 0 } })
})

test('what is shown is the last second, however wide the series is', () => {
  const timeline = new Timeline(phases, 15_000)
  expect(timeline.latest()).toEqual([])
  for (let atMs = 0; atMs < 10_000; atMs += 250) {
    timeline.add(0, report(atMs, atMs + 250, { answered: atMs / 250 }))
  }
  expect(timeline.latest().map(({ atMs, requests }) => [atMs, requests])).toEqual([
    [9_000, 36],
    [9_250, 37],
    [9_500, 38],
    [9_750, 39],
  ])
  expect(timeline.series()).toHaveLength(1)
})
