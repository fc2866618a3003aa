import { durationOf, isFlaky, type TestResult } from '../../model/test-result.ts'

/** What became of a set of tests. */
export interface TestCounts {
  readonly tests: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Among the passed ones. */
  readonly flaky: number
  /** Sum of the tests' own times. */
  readonly totalMs: number
  readonly slowestMs: number
}

/** Counts tests by what became of them. */
export function countTests(tests: readonly TestResult[]): TestCounts {
  const counts = { tests: tests.length, passed: 0, failed: 0, skipped: 0, flaky: 0, totalMs: 0, slowestMs: 0 }
  for (const test of tests) {
    counts[test.status] += 1
    if (isFlaky(test)) counts.flaky += 1
    const durationMs = durationOf(test)
    counts.totalMs += durationMs
    counts.slowestMs = Math.max(counts.slowestMs, durationMs)
  }
  return counts
}
