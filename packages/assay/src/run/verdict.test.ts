import { expect, test } from 'vitest'
import type { GateVerdict } from '../model/run-result.ts'
import { decide } from './verdict.ts'

const gate = (given: Partial<GateVerdict>): GateVerdict => ({
  scope: {},
  measure: 'p95',
  expected: '< 200 ms',
  measured: '312 ms',
  outcome: 'fail',
  details: [],
  ...given,
})

test('a reason names the operation and the scenario that its gate is about', () => {
  const scope = { service: 'orders', operation: 'POST /orders', scenario: 'spike' }
  const gates = [
    gate({ scope }),
    gate({ scope: { scenario: 'checkout' }, measured: undefined, outcome: 'unmeasured' }),
  ]
  expect(decide({ gates, problems: [], wasInterrupted: false })).toEqual({
    verdict: 'do-not-ship',
    reasons: [
      'orders POST /orders in scenario spike: p95 is 312 ms, and it must be < 200 ms',
      'scenario checkout: p95 was not measured, and must be < 200 ms',
    ],
  })
})

test('a gate on the whole run needs no place', () => {
  const gates = [gate({ measure: 'crashes', expected: '<= 0', measured: '1' })]
  expect(decide({ gates, problems: [], wasInterrupted: false }).reasons).toEqual([
    '1 process died without being told to',
  ])
})
