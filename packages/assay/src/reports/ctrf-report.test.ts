import { validate } from 'ctrf'
import { describe, expect, test } from 'vitest'
import type { RunResult } from '../model/run-result.ts'
import { ctrfReport } from './ctrf-report.ts'
import {
  emptyResult,
  exampleResult,
  failingResult,
  loadResult,
  partialResult,
} from './fixtures/example-result.ts'
import { exampleAttempt, exampleTest, pendingContract } from './fixtures/example-test.ts'

/** What a program that reads the file sees. */
function written(result: RunResult) {
  return JSON.parse(JSON.stringify(ctrfReport(result)))
}

describe('the official schema', () => {
  test.each([
    ['ship', exampleResult()],
    ['do not ship', failingResult()],
    ['partial', partialResult()],
    ['load', loadResult()],
    ['nothing ran', emptyResult({ source: undefined, baseline: undefined, versions: {} })],
    [
      'titles and times that are missing',
      exampleResult({ tests: [exampleTest({ titles: [''], attempts: [] })] }),
    ],
  ])('accepts: %s', (_name, result) => {
    expect(validate(written(result))).toEqual({ valid: true, errors: [] })
  })
})

test('the summary counts each test once', () => {
  const { summary } = written(failingResult()).results
  expect(summary).toEqual({
    tests: 221,
    passed: 218,
    failed: 2,
    skipped: 1,
    pending: 0,
    other: 0,
    flaky: 1,
    start: 1795254301000,
    stop: 1795254339200,
    duration: 38_200,
  })
})

test('a failed test carries what explains it', () => {
  const { tests } = written(failingResult()).results
  const journey = tests.find(
    ({ name }: { name: string }) => name === 'rejects an order that exceeds the stock',
  )
  expect(journey).toMatchObject({
    status: 'failed',
    suite: ['orders', 'e2e', 'ordering'],
    filePath: 'tests/e2e/order.test.ts',
    tags: ['critical'],
    type: 'e2e',
    flaky: false,
    extra: {
      level: 'e2e',
      service: 'orders',
      attempts: [{ status: 'failed', durationMs: 2_140, startedAt: 1795254322000 }],
      evidence: { notes: ['"inventory" ended with code 137 while this test ran', '  Killed'] },
    },
  })
  expect(journey.extra.id).toBe(journey.testId)
  expect(journey.extra.attempts[0].message).toContain("expected 'confirmed' to be 'rejected'")
  expect(journey.extra.evidence.exchanges).toHaveLength(3)
})

test('a flaky test keeps its failed attempts', () => {
  const { tests } = written(failingResult()).results
  const flaky = tests.find((one: { flaky: boolean }) => one.flaky)
  expect(flaky).toMatchObject({
    status: 'passed',
    retries: 1,
    duration: 212,
    retryAttempts: [{ attempt: 1, status: 'failed', duration: 1_004 }],
  })
  expect(flaky.extra.attempts.map(({ status }: { status: string }) => status)).toEqual(['failed', 'passed'])
  expect(flaky.extra).not.toHaveProperty('evidence')
})

test('what judged the run is in extra', () => {
  const { extra } = written(failingResult()).results
  expect(extra).toMatchObject({
    verdict: 'do-not-ship',
    seed: '4711',
    baseline: '20261120-171205-c0de',
    selection: { levels: [], services: [], tags: [] },
  })
  expect(extra.reasons).toHaveLength(3)
  expect(extra.newFailures).toHaveLength(1)
  expect(extra.crashes[0].part).toBe('inventory')
  expect(extra.parts).toHaveLength(10)
  expect(extra.problems).toEqual([])
  expect(extra.gates[2]).toEqual({
    scope: { service: 'orders', level: 'performance' },
    measure: 'p95',
    expected: '< 200 ms',
    measured: null,
    verdict: 'unmeasured',
    details: [],
  })
  expect(new Set(extra.gates.map(({ verdict }: { verdict: string }) => verdict))).toEqual(
    new Set(['pass', 'fail', 'unmeasured', 'not-selected']),
  )
})

test('scenarios are there with all figures, and without what only charts need', () => {
  const { extra } = written(loadResult()).results
  const [browse, spike, , flood, checkout, search] = extra.scenarios
  expect(browse).toMatchObject({ name: 'browse', status: 'valid', capacity: null, saturations: [] })
  expect(browse).toHaveProperty('load')
  for (const left of ['series', 'seriesIntervalMs', 'distribution']) expect(browse).not.toHaveProperty(left)
  expect(spike.total.latency.p95).toBeGreaterThan(spike.total.naiveLatency.p95)
  expect(spike.operations).toHaveLength(5)
  expect(spike.phases[0]).toMatchObject({ name: 'warm-up', isMeasured: false })
  expect(spike.generator).toMatchObject({ threads: 1 })
  expect(spike.saturations[0]).toEqual({ part: 'orders', reason: '1 thread at 97 %', share: 0.97 })
  expect(spike.usage[0]).not.toHaveProperty('samples')
  expect(spike.usage[0].peakCpuCores).toBeGreaterThan(0)
  expect(flood.notes).toHaveLength(2)
  expect(checkout.total.scheduled).toBe(0)
  expect(search.capacity.trials).toHaveLength(8)
  expect(extra.gates.at(-2).scope).toEqual({
    service: 'orders',
    operation: 'POST /orders',
    scenario: 'spike',
  })
})

test('foreign results without a time have none', () => {
  const tests = [exampleTest({ attempts: [exampleAttempt({ startedAt: 0 })], source: 'junit', file: '' })]
  const [foreign] = written(exampleResult({ tests })).results.tests
  expect(foreign).not.toHaveProperty('start')
  expect(foreign).not.toHaveProperty('filePath')
})

test('a pending contract is skipped, and its message says what failed', () => {
  const result = written(exampleResult({ tests: [pendingContract()] }))
  expect(validate(result)).toEqual({ valid: true, errors: [] })
  const [pending] = result.results.tests
  expect(pending).toMatchObject({ status: 'skipped', filePath: 'pacts/web-products.json' })
  expect(pending.message).toMatch(/^pending: .*\n.*\n.*to be a decimal number/)
})
