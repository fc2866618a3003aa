import { expect, test } from 'vitest'
import { compareRuns } from '../load/comparison/compare-runs.ts'
import type { BuildComparison } from '../load/comparison/scenario-comparison.ts'
import { comparisonReport } from './comparison-report.ts'

const STEADY = [10, 10.1, 10.2, 9.9, 9.8, 10.05, 9.95, 10, 10.1]

function comparisonOf(changes: Partial<BuildComparison>): BuildComparison {
  const runs = (factor: number, errorRate: number) =>
    STEADY.map((value, round) => ({
      round,
      values: { 'orders GET /orders p95': value * factor, 'error rate': errorRate },
    }))
  const measures = { 'error rate': { floor: 0.01, unit: 'share' } } as const
  const comparison = compareRuns(runs(1, 0), runs(1.2, 0.002), { measures })
  return {
    ...{ reference: 'v1.2', commit: '0123456789abcdef', method: 'interleaved', rounds: 9 },
    ...{ stored: undefined, leftOut: [], notes: [], wasInterrupted: false },
    scenarios: [
      {
        ...{
          scenario: 'browse',
          load: '10 users for 10 s',
          outcome: 'compared',
          verdict: comparison.verdict,
        },
        ...{ unanswered: ['orders GET /orders/{id}'], comparison, changes: [] },
      },
    ],
    ...changes,
  }
}

const reportOf = (changes: Partial<BuildComparison>) =>
  comparisonReport(comparisonOf(changes), { color: false })
const headlineOf = (changes: Partial<BuildComparison>) => reportOf(changes).split('\n')[0]

test('tells the verdict, what has to be known, and each measure', () => {
  expect(reportOf({ notes: ['this build: "orders" ended'] })).toMatchInlineSnapshot(`
    "REGRESSION against v1.2 (012345678), 9 rounds in turns
      this build: "orders" ended

    browse  10 users for 10 s
      regression    orders GET /orders/{id}  was answered in every run of the base, and never by this
                    build
      regression    orders GET /orders p95  10 ms → 12 ms
                    20 % higher (+18.8 % to +21.2 %), p = 0.0005
      unchanged     error rate  0 % → 0.2 %
                    too small in every run to matter"
  `)
})

test('the headline says what was compared with', () => {
  expect(headlineOf({ rounds: 1, wasInterrupted: true })).toMatchInlineSnapshot(
    `"REGRESSION against v1.2 (012345678), 1 round in turns, interrupted"`,
  )
  const stored = (reference: number, main: number) =>
    headlineOf({ method: 'stored', stored: { reference, main } })
  expect(stored(12, 0)).toMatchInlineSnapshot(`"REGRESSION against 12 stored runs of v1.2 (012345678)"`)
  expect(stored(0, 1)).toMatchInlineSnapshot(
    `"REGRESSION against 1 stored run of the main branch, none of v1.2 (012345678)"`,
  )
  expect(stored(3, 8)).toMatchInlineSnapshot(
    `"REGRESSION against 3 stored runs of v1.2 (012345678) and 8 of the main branch"`,
  )
  expect(stored(0, 0)).toMatchInlineSnapshot(
    `"REGRESSION against v1.2 (012345678), of which no run is stored"`,
  )
})
