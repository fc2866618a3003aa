import { stableHash } from '../base/identifiers.ts'
import type { Evidence } from './evidence.ts'
import type { Level } from './level.ts'

export type TestStatus = 'passed' | 'failed' | 'skipped'

/** Why an attempt failed, as text without colours. */
export interface TestError {
  readonly message: string
  /** Expected and actual, line by line, when the assertion compared two values. */
  readonly diff: string | undefined
  /** `file:line:column` of the first frame in the system's own code. */
  readonly place: string | undefined
  readonly stack: string | undefined
}

/** One execution of a test. A test that is retried has several. */
export interface Attempt {
  readonly status: TestStatus
  readonly startedAt: number
  /** Its own time: getting an environment is not counted. */
  readonly durationMs: number
  readonly errors: readonly TestError[]
}

/** What one test did, whichever runner ran it. */
export interface TestResult {
  /** The same in every run as long as service, level, file and titles are. */
  readonly id: string
  readonly level: Level
  /** The service it belongs to, or the system's name. */
  readonly service: string
  /** Relative to the system's folder; empty for results that name none. */
  readonly file: string
  /** Describe blocks, then the test. */
  readonly titles: readonly string[]
  readonly tags: readonly string[]
  readonly status: TestStatus
  readonly attempts: readonly Attempt[]
  readonly source: 'vitest' | 'junit' | 'scenario' | 'contract'
  /** The environment it used, when it used one. */
  readonly environment: string | undefined
  readonly evidence: Evidence | undefined
  /** What it wrote to the console. Bounded. */
  readonly console: readonly string[]
}

/** The stable id of a test. */
export function testId(service: string, level: Level, file: string, titles: readonly string[]): string {
  return stableHash([service, level, file, ...titles])
}

/** What is told of a failure that no test reported: it is a failed test of its own. */
export type FailureInstead = Pick<TestResult, 'service' | 'level' | 'file' | 'titles' | 'source' | 'console'>

/** A failed test that stands for what kept tests from running or reporting. */
export function failedInstead(
  { service, level, file, titles, source, console }: FailureInstead,
  errors: readonly TestError[],
): TestResult {
  return {
    id: testId(service, level, file, titles),
    ...{ service, level, file, titles, source, console },
    tags: [],
    status: 'failed',
    attempts: [{ status: 'failed', startedAt: Date.now(), durationMs: 0, errors }],
    environment: undefined,
    evidence: undefined,
  }
}

/** Passed, but not at the first attempt. */
export function isFlaky(test: TestResult): boolean {
  return test.status === 'passed' && test.attempts.some(({ status }) => status === 'failed')
}

/** Time of the last attempt, which decided the status. */
export function durationOf(test: TestResult): number {
  return test.attempts.at(-1)?.durationMs ?? 0
}

/** The titles in one line, as reports show a test. */
export function titleOf(test: Pick<TestResult, 'titles'>): string {
  return test.titles.join(' > ')
}
