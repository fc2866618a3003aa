import { expect, test } from 'vitest'
import type { LeftOutRun } from '../load/comparison/scenario-comparison.ts'
import type { ScenarioSample } from './comparison-samples.ts'
import { concludeComparison } from './conclude-comparison.ts'
import { storedRuns } from './fixtures/stored-history.ts'
import type { MeasuredRun, MeasuredRuns } from './measure-in-turns.ts'

const OPERATION = 'orders GET /orders'
const STEADY = [10, 10.1, 10.2, 9.9, 9.8, 10.05, 10, 10.1, 10.2]
const browse = { scenario: 'browse', load: '10 users for 10 s', history: [], stored: undefined }

const sample = (round: number, p95: number | undefined, errorRate = 0): ScenarioSample => ({
  round,
  answered: p95 === undefined ? [] : [OPERATION],
  values: {
    ...(p95 === undefined ? {} : { [`${OPERATION} p50`]: p95 / 2, [`${OPERATION} p95`]: p95 }),
    'error rate': errorRate,
  },
})

const runsOf = (
  side: MeasuredRun['side'],
  values: readonly (number | undefined)[],
  errorRate = 0,
): MeasuredRun[] =>
  values.map((p95, round) => ({ scenario: 'browse', side, sample: sample(round, p95, errorRate) }))

const measuredAs = (
  measured: readonly MeasuredRun[],
  leftOut: readonly Pick<LeftOutRun, 'side' | 'why'>[] = [],
): MeasuredRuns => ({
  ...{ measured, rounds: STEADY.length },
  leftOut: leftOut.map((run) => ({ ...run, scenario: 'browse', round: 1, reason: '' })),
})

test('errors below one in a hundred are alike, and more are a regression', () => {
  const compared = (errorRate: number) => {
    const measured = [...runsOf('base', STEADY), ...runsOf('candidate', STEADY, errorRate)]
    return concludeComparison([browse], measuredAs(measured))[0]
  }
  expect(compared(0.009)).toMatchObject({ verdict: 'unchanged', outcome: 'compared' })
  expect(compared(0.03)).toMatchObject({ verdict: 'regression' })
})

test('an operation that only one side ever answered is a regression when it is the base', () => {
  const silent = [undefined, undefined]
  const lost = measuredAs([...runsOf('base', [10, 11]), ...runsOf('candidate', silent)])
  expect(concludeComparison([browse], lost)).toMatchObject([
    { verdict: 'regression', unanswered: [OPERATION] },
  ])
  const seldom = measuredAs([...runsOf('base', [10, undefined]), ...runsOf('candidate', silent)])
  expect(concludeComparison([browse], seldom)).toMatchObject([{ outcome: 'nothing', unanswered: [] }])
})

test.each<[outcome: string, leftOut: Pick<LeftOutRun, 'side' | 'why'>[], sides: MeasuredRun['side'][]]>([
  ['failed', [{ side: 'base', why: 'failed' }], ['candidate']],
  ['failed', [{ side: 'candidate', why: 'failed' }], ['base']],
  ['compared', [{ side: 'candidate', why: 'failed' }], ['base', 'candidate']],
  ['overloaded', [{ side: 'candidate', why: 'overloaded' }], ['base', 'candidate']],
  ['compared', [{ side: 'base', why: 'overloaded' }], ['base', 'candidate']],
  ['compared', [{ side: 'candidate', why: 'spoilt' }], ['base', 'candidate']],
  ['nothing', [{ side: 'candidate', why: 'spoilt' }], ['base']],
])('the outcome is %s when %j were left out, and %j were measured', (outcome, leftOut, sides) => {
  const measured = sides.flatMap((side) => runsOf(side, STEADY))
  expect(concludeComparison([browse], measuredAs(measured, leftOut))[0]?.outcome).toBe(outcome)
})

test('what stored runs differ by among themselves is no difference to them', () => {
  const against = (values: readonly number[], slower: number) => {
    const stored = { of: 'main' as const, runs: storedRuns(values) }
    const measured = runsOf(
      'candidate',
      STEADY.map((value) => value * slower),
    )
    return concludeComparison([{ ...browse, stored }], measuredAs(measured))[0]?.verdict
  }
  expect(against(STEADY, 1.2)).toBe('regression')
  const spread = [...STEADY, 12.5]
  expect(against(spread, 1.2)).not.toBe('regression')
  expect(against(spread, 1.5)).toBe('regression')
})
