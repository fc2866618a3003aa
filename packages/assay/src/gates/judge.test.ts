import { expect, test } from 'vitest'
import { gate } from '../model/gate.ts'
import type { Level } from '../model/level.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { type TestResult, type TestStatus, testId } from '../model/test-result.ts'
import { gatesOf, judge } from './judge.ts'

const EVERYTHING: Selection = { levels: [], services: [], tags: [], name: undefined, changedSince: undefined }

function result(service: string, level: Level, status: TestStatus, durationMs = 5): TestResult {
  const titles = [`${status} ${durationMs}`]
  const attempt = { status, startedAt: 0, durationMs, errors: [] }
  const identity = {
    id: testId(service, level, 'a.test.ts', titles),
    service,
    level,
    file: 'a.test.ts',
    titles,
  }
  const rest = {
    tags: [],
    source: 'vitest',
    environment: undefined,
    evidence: undefined,
    console: [],
  } as const
  return { ...identity, ...rest, status, attempts: [attempt] }
}

function facts(tests: readonly TestResult[]) {
  const failed = tests.filter(({ status }) => status === 'failed')
  return { tests, scenarios: [], crashes: [], newFailures: new Set(failed.map(({ id }) => id)) }
}

test('counts within the scope of the gate', () => {
  const tests = [
    result('orders', 'unit', 'failed'),
    result('orders', 'e2e', 'passed'),
    result('users', 'unit', 'passed'),
  ]
  const gates = [
    gate('orders').level('unit', { failures: 0 }),
    gate('users').all({ failures: 0 }),
    gate.level('unit', { minTests: 2 }),
    gate.all({ failures: 1, newFailures: 0 }),
  ]
  expect(
    judge(gates, facts(tests), EVERYTHING).map(({ measure, measured, outcome }) => [
      measure,
      measured,
      outcome,
    ]),
  ).toEqual([
    ['failures', '1', 'fail'],
    ['failures', '0', 'pass'],
    ['minTests', '2', 'pass'],
    ['failures', '1', 'pass'],
    ['newFailures', '1', 'fail'],
  ])
})

test('a measure that is missing fails', () => {
  const [verdict] = judge([gate('orders').level('performance', { p95: '<200ms' })], facts([]), EVERYTHING)
  expect(verdict).toMatchObject({ expected: '< 200 ms', measured: undefined, outcome: 'unmeasured' })
})

test('the slowest test that ran to its end is the one that counts', () => {
  const tests = [
    result('a', 'unit', 'passed', 20),
    result('a', 'unit', 'passed', 130),
    result('a', 'unit', 'failed', 900),
  ]
  const [verdict] = judge([gate.level('unit', { testDuration: '<100ms' })], facts(tests), EVERYTHING)
  expect(verdict).toMatchObject({ measured: '130 ms', outcome: 'fail' })
  expect(verdict?.details[0]).toContain('130 ms  a unit: passed 130')
})

test('what was not asked for is neither kept nor broken', () => {
  const gates = [
    gate.level('e2e', { minTests: 5 }),
    gate('users').all({ minTests: 5 }),
    gate.all({ minTests: 9 }),
  ]
  const selection = { ...EVERYTHING, levels: ['unit' as const], services: ['orders'], name: 'total' }
  expect(judge(gates, facts([]), selection).map(({ outcome }) => outcome)).toEqual([
    'not-selected',
    'not-selected',
    'not-selected',
  ])
})

test('an empty run fails whatever was selected', () => {
  const verdicts = judge([gate.all({ minTests: 1 })], facts([]), { ...EVERYTHING, name: 'nothing' })
  expect(verdicts[0]?.outcome).toBe('fail')
})

test('gates that nobody declared hold all the same, unless the definition says otherwise', () => {
  const system = {
    gates: [gate.all({ failures: 3 })],
    tests: { budgetsMs: { unit: 100 } },
  } as unknown as System
  expect(gatesOf(system, ['unit'], []).map(({ level, thresholds }) => ({ level, thresholds }))).toEqual([
    { level: undefined, thresholds: { minTests: 1, crashes: 0 } },
    { level: undefined, thresholds: { failures: 3 } },
    { level: 'unit', thresholds: { testDuration: '<100ms' } },
  ])
})
