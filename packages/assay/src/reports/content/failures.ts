import type { RunResult } from '../../model/run-result.ts'
import { isFlaky, type TestError, type TestResult } from '../../model/test-result.ts'

/** A failed test and whether it failed in the baseline already. */
export interface FailedTest {
  readonly test: TestResult
  /** Without a baseline nothing is known to have failed before. */
  readonly failedBefore: boolean
}

/** The failed tests of a run, new failures first. */
export function failedTests(result: RunResult): FailedTest[] {
  const newFailures = new Set(result.newFailures)
  const failed = result.tests
    .filter(({ status }) => status === 'failed')
    .map((test) => ({ test, failedBefore: result.baseline !== undefined && !newFailures.has(test.id) }))
  return failed.sort((left, right) => Number(left.failedBefore) - Number(right.failedBefore))
}

/** The tests that passed only after a retry. */
export function flakyTests(result: RunResult): TestResult[] {
  return result.tests.filter(isFlaky)
}

/** The errors that decided the status. */
export function lastErrors(test: TestResult): readonly TestError[] {
  return test.attempts.at(-1)?.errors ?? []
}

/** Where to look: the first frame in the system's own code, or at least the file. */
export function placeOf(test: TestResult): string | undefined {
  const errors = test.attempts.toReversed().flatMap((attempt) => attempt.errors)
  const place = errors.find((error) => error.place !== undefined)?.place
  return place ?? (test.file === '' ? undefined : test.file)
}
