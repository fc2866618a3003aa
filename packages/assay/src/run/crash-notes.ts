import type { Crash } from '../model/part-event.ts'
import { durationOf, type TestResult } from '../model/test-result.ts'

/** A connection that breaks is seen a moment before the death of the process that held it. */
const NOTICED_LATE_MS = 1_000

/**
 * Adds to each failed test which process had died in its environment by then. A test that finds a
 * service gone fails with a refused connection; the cause is the death, and may be older.
 */
export function noteCrashes(test: TestResult, crashes: readonly Crash[]): TestResult {
  if (test.status !== 'failed' || test.environment === undefined) return test
  const startedAt = test.attempts[0]?.startedAt ?? 0
  const endedAt = (test.attempts.at(-1)?.startedAt ?? 0) + durationOf(test)
  const notes = crashes
    .filter(
      ({ environment, at }) =>
        (environment ?? test.environment) === test.environment && at <= endedAt + NOTICED_LATE_MS,
    )
    .map(
      (crash) => `"${crash.part}" ${crash.how} ${crash.at >= startedAt ? 'while' : 'before'} this test ran`,
    )
  const known = test.evidence?.notes ?? []
  const added = notes.filter((note) => !known.includes(note))
  if (added.length === 0) return test
  const evidence = test.evidence ?? { exchanges: [], logs: [], notes: [] }
  return { ...test, evidence: { ...evidence, notes: [...known, ...added] } }
}
