import { expect, test } from 'vitest'
import { gate } from '../model/gate.ts'
import type { DeploymentVerdict, Selection } from '../model/run-result.ts'
import { deploymentQuestions } from './deployment-gate.ts'
import { judge } from './judge.ts'

const EVERYTHING: Selection = { levels: [], services: [], tags: [], name: undefined, changedSince: undefined }
const GATES = [
  gate('orders').all({ canIDeploy: 'production', failures: 0 }),
  gate('orders').all({ canIDeploy: 'production' }),
  gate.all({ canIDeploy: 'test' }),
]

function judged(deployments: readonly DeploymentVerdict[], selection = EVERYTHING) {
  const facts = { tests: [], scenarios: [], crashes: [], newFailures: new Set<string>(), deployments }
  return judge(GATES, facts, selection).filter(({ measure }) => measure === 'canIDeploy')
}

test('asks each question once', () => {
  expect(deploymentQuestions(GATES, EVERYTHING)).toEqual([
    { service: 'orders', environment: 'production' },
    { environment: 'test' },
  ])
})

test('holds when the broker says yes, and shows its reasons when it does not', () => {
  const reasons = ['orders 4f2a with products p1: failed']
  const verdicts = judged([
    { service: 'orders', environment: 'production', answer: 'no', reasons },
    { environment: 'test', answer: 'yes', reasons: [] },
  ])
  const no = { measured: 'no', outcome: 'fail', details: reasons }
  expect(verdicts).toEqual([
    { scope: { service: 'orders' }, measure: 'canIDeploy', expected: 'yes for production', ...no },
    { scope: { service: 'orders' }, measure: 'canIDeploy', expected: 'yes for production', ...no },
    {
      ...{ scope: {}, measure: 'canIDeploy', expected: 'yes for test' },
      ...{ measured: 'yes', outcome: 'pass', details: [] },
    },
  ])
})

test('missing results are no yes, and what nobody answered is not measured', () => {
  const verdicts = judged([
    { service: 'orders', environment: 'production', answer: 'unknown', reasons: ['missing'] },
    { environment: 'test', answer: 'not-asked', reasons: ['there is no version'] },
  ])
  expect(verdicts.map(({ outcome, details }) => [outcome, ...details])).toEqual([
    ['fail', 'missing'],
    ['fail', 'missing'],
    ['unmeasured', 'there is no version'],
  ])
  expect(judged([]).map(({ outcome }) => outcome)).toEqual(['unmeasured', 'unmeasured', 'unmeasured'])
})

test.each<[string, Partial<Selection>, readonly string[]]>([
  ['without contracts', { levels: ['unit'] }, []],
  ['of contracts', { levels: ['contract', 'unit'] }, ['orders', 'all']],
  ['of another service', { services: ['users'] }, []],
  ['of its service', { services: ['orders', 'users'] }, ['orders']],
  ['of some tests', { name: 'a product' }, []],
  ['of what has changed', { changedSince: 'main' }, []],
])('a run %s', (_, part, asked) => {
  const selection = { ...EVERYTHING, ...part }
  const names = deploymentQuestions(GATES, selection).map(({ service = 'all' }) => service)
  expect(names).toEqual(asked)
  const left = judged([], selection).filter(({ outcome }) => outcome !== 'not-selected')
  expect(new Set(left.map(({ scope }) => scope.service ?? 'all'))).toEqual(new Set(asked))
})
