import { expect, test } from 'vitest'
import { gate } from '../model/gate.ts'
import type { LoadFigures, PartUsage, ScenarioResult } from '../model/load-result.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { gatesOf, judge } from './judge.ts'
import { judgeScenarios } from './judge-scenarios.ts'

const EVERYTHING: Selection = { levels: [], services: [], tags: [], name: undefined, changedSince: undefined }

function system(...gates: System['gates']): System {
  const services = [
    { name: 'users', dependencies: ['usersDb'] },
    { name: 'orders', dependencies: ['ordersDb', 'users'] },
  ]
  return {
    gates,
    tests: { budgetsMs: {} },
    services: new Map(services.map((service) => [service.name, service])),
    resources: new Map([
      ['usersDb', { kind: 'postgres' }],
      ['ordersDb', { kind: 'postgres' }],
    ]),
  } as unknown as System
}

function figures(p95: number, errors = 0): LoadFigures {
  const latency = {
    count: 100,
    mean: p95 / 2,
    min: 1,
    p50: p95 / 2,
    p90: p95,
    p95,
    p99: p95,
    p999: p95,
    max: p95,
  }
  return {
    ...{ scheduled: 100, sent: 100, dropped: 0, failed: 0, answered: 100 - errors, errors, errorsByKind: {} },
    ...{ ratePerSecond: 50, receivedBytes: 1, latency, naiveLatency: latency },
  }
}

function scenario(name: string, p95: number, changes: Partial<ScenarioResult> = {}): ScenarioResult {
  const ofUsers = { service: 'users', ...figures(p95) }
  return {
    ...{ name, status: 'valid', thresholds: {}, usage: [], capacity: undefined, total: figures(p95) },
    services: [ofUsers],
    operations: [{ ...ofUsers, operation: 'GET /users/{id}' }],
    ...changes,
  } as unknown as ScenarioResult
}

function verdicts(of: System, ...scenarios: ScenarioResult[]) {
  const facts = { tests: [], scenarios, crashes: [], newFailures: new Set<string>() }
  return judge(gatesOf(of, [], scenarios), facts, EVERYTHING).filter(
    ({ scope }) => scope.level === 'performance',
  )
}

function broken(of: System, ...scenarios: ScenarioResult[]): string[] {
  return verdicts(of, ...scenarios)
    .filter(({ outcome }) => outcome !== 'pass')
    .map(
      ({ scope, measure, measured, outcome }) =>
        `${scope.scenario ?? scope.service} ${measure} ${measured} ${outcome}`,
    )
}

test('a scenario must keep the defaults that nobody declared', () => {
  expect(broken(system(), scenario('browse', 300))).toEqual([])
  expect(broken(system(), scenario('browse', 2_500))).toEqual([
    'browse mean 1.3 s fail',
    'browse p95 2.5 s fail',
    'browse mean 1.3 s fail',
    'browse p95 2.5 s fail',
  ])
})

test('a data service must be faster: it has a database and calls nobody', () => {
  const found = verdicts(system(), scenario('browse', 600)).filter(({ outcome }) => outcome === 'fail')
  expect(found.map(({ scope, measure }) => [scope.service, measure])).toEqual([
    ['users', 'mean'],
    ['users', 'p95'],
  ])
})

test('limits of the scenario itself replace the defaults', () => {
  const spike = scenario('spike', 3_000, { thresholds: { mean: '<2s', p95: '<4s' } })
  expect(broken(system(), spike)).toEqual([])
})

test('what was not measured in a valid way keeps no limit', () => {
  for (const status of ['invalid', 'partial', 'failed'] as const) {
    const found = broken(system(), scenario('browse', 10, { status }))
    expect(found).toContain('browse p95 undefined unmeasured')
    expect(found).toContain('browse errorRate undefined unmeasured')
  }
})

test('over several scenarios the worst counts, and a spoilt one spoils the gate', () => {
  const declared = system(gate('users').level('performance', { p95: '<500ms' }))
  const [verdict] = verdicts(
    declared,
    scenario('a', 100),
    scenario('b', 700, { thresholds: { p95: '<1s', mean: '<1s' } }),
  )
  expect(verdict).toMatchObject({ outcome: 'fail', measured: '700 ms', details: ['700 ms  b', '100 ms  a'] })
  expect(verdicts(declared, scenario('a', 100), scenario('b', 1, { status: 'invalid' }))[0]?.outcome).toBe(
    'unmeasured',
  )
})

test('one operation can have a limit of its own, and an unknown one is unmeasured', () => {
  const of = system(
    gate('users').operation('GET /users/{id}', { p99: '<50ms' }),
    gate('users').operation('GET /nothing', { p99: '<50ms' }),
  )
  const found = verdicts(of, scenario('browse', 60)).slice(0, 2)
  expect(found.map(({ scope, outcome }) => [scope.operation, outcome])).toEqual([
    ['GET /users/{id}', 'fail'],
    ['GET /nothing', 'unmeasured'],
  ])
})

test('errors are counted against what was due', () => {
  const bad = scenario('browse', 10, { total: figures(10, 6) })
  expect(broken(system(), bad)).toEqual(['browse errorRate 6.00% fail'])
  expect(broken(system(), scenario('browse', 10, { total: { ...figures(10), dropped: 50 } }))).toHaveLength(1)
})

test('memory that grows breaks its gate; too short a load says nothing about it', () => {
  const usage = (memoryGrowthBytes: number | undefined): PartUsage[] => [
    { part: 'users', kind: 'service', samples: [], memoryGrowthBytes },
  ]
  expect(broken(system(), scenario('soak', 10, { usage: usage(150_000_000) }))).toEqual([
    'soak memoryGrowth 150 MB fail',
  ])
  expect(broken(system(), scenario('soak', 10, { usage: usage(undefined) }))).toEqual([])
  const asked = scenario('soak', 10, { usage: usage(undefined), thresholds: { memoryGrowth: '<100MB' } })
  expect(broken(system(), asked)).toEqual(['soak memoryGrowth undefined unmeasured'])
})

test('a capacity is the rate up to which the objective held', () => {
  const found = (holdsAtPerSecond: number | undefined) => {
    const capacity = { holdsAtPerSecond, breaksAtPerSecond: 300, reason: undefined, trials: [] }
    return broken(system(), scenario('search', 10, { capacity, thresholds: { capacity: '>=200/s' } }))
  }
  expect(found(250)).toEqual([])
  expect(found(150)).toEqual(['search capacity 150/s fail'])
  expect(found(undefined)).toEqual(['search capacity 0.0/s fail'])
})

test('without a system a scenario keeps its own limits, and the defaults where it has none', () => {
  const judged = judgeScenarios([scenario('browse', 400, { thresholds: { p95: '<200ms', p99: '<1s' } })])
  expect(judged.map(({ measure, expected, outcome }) => [measure, expected, outcome])).toEqual([
    ['mean', '< 1.0 s', 'pass'],
    ['p95', '< 200 ms', 'fail'],
    ['errorRate', '< 5%', 'pass'],
    ['p99', '< 1.0 s', 'pass'],
  ])
})

test('a run of some scenarios leaves out what they do not touch, unless one was spoilt', () => {
  const gates = [
    gate('orders').level('performance', { p95: '<200ms' }),
    gate('users').level('performance', { p95: '<200ms' }),
  ]
  const outcomesOf = (status: ScenarioResult['status'], selection: Selection) =>
    judge(
      gates,
      { tests: [], scenarios: [scenario('browse', 100, { status })], crashes: [], newFailures: new Set() },
      selection,
    ).map(({ outcome }) => outcome)
  const part = { ...EVERYTHING, files: ['browse.load.ts'] }
  expect(outcomesOf('valid', EVERYTHING)).toEqual(['unmeasured', 'pass'])
  expect(outcomesOf('valid', part)).toEqual(['not-selected', 'pass'])
  expect(outcomesOf('invalid', part)).toEqual(['unmeasured', 'unmeasured'])
})
