import { formatDuration } from '../base/duration.ts'
import type { LimitedMeasure } from '../model/gate.ts'
import { durationOf, isFlaky, type TestResult, titleOf } from '../model/test-result.ts'
import type { Measured, ScopedFacts, TakeMeasure } from './facts.ts'
import { LOAD_MEASURES } from './load-measures.ts'

const MAX_DETAILS = 10

/**
 * How each measure is taken. One for which there is nothing to take stays unmeasured, and its gate
 * fails: a limit nobody checked has not been kept.
 */
const MEASURES: Readonly<Record<LimitedMeasure, TakeMeasure>> = {
  minTests: ({ tests }) => count(tests.filter(({ status }) => status !== 'skipped').length, []),
  failures: ({ tests }) => countOf(tests.filter(({ status }) => status === 'failed')),
  newFailures: ({ tests, newFailures }) => countOf(tests.filter(({ id }) => newFailures.has(id))),
  flaky: ({ tests }) => countOf(tests.filter(isFlaky)),
  skipped: ({ tests }) => countOf(tests.filter(({ status }) => status === 'skipped')),
  crashes: ({ crashes }) =>
    count(
      crashes.length,
      crashes.map(({ part, how }) => `${part} ${how}`),
    ),
  testDuration: slowestTest,
  ...LOAD_MEASURES,
}

export function takeMeasure(name: LimitedMeasure, facts: ScopedFacts): Measured | undefined {
  return MEASURES[name](facts)
}

function countOf(tests: readonly TestResult[]): Measured {
  return count(tests.length, tests.map(nameOf))
}

function count(value: number, details: readonly string[]): Measured {
  return { value, shown: String(value), details: bounded(details) }
}

/** Only tests that ran to their end have a time; those that failed may have been cut short. */
function slowestTest({ tests }: ScopedFacts): Measured | undefined {
  const slowestFirst = tests
    .filter(({ status }) => status === 'passed')
    .sort((left, right) => durationOf(right) - durationOf(left))
  const [slowest] = slowestFirst
  if (slowest === undefined) return undefined
  const value = durationOf(slowest)
  const details = slowestFirst.map((test) => `${formatDuration(durationOf(test))}  ${nameOf(test)}`)
  return { value, shown: formatDuration(value), details: details.slice(0, 3) }
}

function nameOf(test: TestResult): string {
  return `${test.service} ${test.level}: ${titleOf(test)}`
}

function bounded(details: readonly string[]): readonly string[] {
  if (details.length <= MAX_DETAILS) return details
  return [...details.slice(0, MAX_DETAILS), `and ${details.length - MAX_DETAILS} more`]
}
