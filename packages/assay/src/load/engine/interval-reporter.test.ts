import { expect, test } from 'vitest'
import { IntervalReporter } from './interval-reporter.ts'
import { LagMeter } from './lag-meter.ts'
import { LoadClock } from './load-clock.ts'
import type { IntervalReport } from './protocol.ts'
import { Recorder } from './recorder.ts'

const phases = [
  { name: 'warm-up', fromMs: 0, toMs: 100, isMeasured: false },
  { name: 'steady', fromMs: 100, toMs: 60_000, isMeasured: true },
]

function reporting() {
  const reports: IntervalReport[] = []
  const clock = new LoadClock()
  clock.start(process.hrtime.bigint())
  const recorder = new Recorder()
  recorder.begin(phases)
  const lag = new LagMeter()
  const run = { activeUsers: 3, peakUsers: 5 }
  const reporter = new IntervalReporter({
    ...{ recorder, phases, clock, lag, run, connections: () => 2 },
    onReport: (report) => reports.push(report),
  })
  reporter.start()
  const stop = () => {
    reporter.finish()
    lag[Symbol.dispose]()
  }
  return { reports, recorder, clock, run, stop }
}

test('reports follow each other without a gap, four times a second and at the end of a phase', async () => {
  const { reports, run, stop } = reporting()
  await expect.poll(() => reports.length, { interval: 5 }).toBeGreaterThanOrEqual(3)
  stop()
  const ends = reports.map(({ toMs }) => toMs)
  for (const [at, expected] of [100, 250, 500].entries()) {
    expect(ends[at]).toBeGreaterThan(expected - 5)
    expect(ends[at]).toBeLessThan(expected + 60)
  }
  expect(reports.slice(1).map(({ fromMs }) => fromMs)).toEqual(ends.slice(0, -1))
  expect(reports[0]).toMatchObject({ users: 3, peakUsers: 5, connections: 2 })
  // The most since the last report, of which there are now as many as are at work.
  expect([run.peakUsers, reports[1]!.peakUsers]).toEqual([3, 3])
})

test('a thread that was kept busy tells of all the time it was, and how late it is', async () => {
  const { reports, recorder, clock, stop } = reporting()
  await expect.poll(() => reports.length, { interval: 5 }).toBeGreaterThanOrEqual(1)
  const busyUntilMs = clock.nowMs() + 600
  while (clock.nowMs() < busyUntilMs);
  const operation = recorder.operation('shop', 'GET /')
  recorder.record(operation, recorder.phaseAt(clock.nowMs())).scheduled += 1
  await expect.poll(() => reports.length, { interval: 5 }).toBeGreaterThanOrEqual(2)
  stop()
  const { fromMs, toMs, lag, cpuMs, recorded } = reports[1]!
  expect(toMs - fromMs).toBeGreaterThanOrEqual(600)
  expect(cpuMs).toBeGreaterThan(50)
  expect(lag.count).toBeGreaterThanOrEqual(55)
  expect(lag.max).toBeGreaterThan(500)
  expect(recorded.operations).toMatchObject([{ operation: 'GET /', phase: 2, data: { scheduled: 1 } }])
})

test('what was late before the load is no matter', () => {
  const meter = new LagMeter()
  const startedMs = performance.now()
  while (performance.now() < startedMs + 100);
  const clock = new LoadClock()
  clock.start(process.hrtime.bigint())
  const reports: IntervalReport[] = []
  const reporter = new IntervalReporter({
    ...{ recorder: new Recorder(), phases, clock, lag: meter, run: { activeUsers: 0, peakUsers: 0 } },
    connections: () => 0,
    onReport: (report) => reports.push(report),
  })
  reporter.start()
  reporter.finish()
  meter[Symbol.dispose]()
  expect(reports).toHaveLength(1)
  expect(reports[0]!.lag.count).toBeLessThanOrEqual(1)
})
