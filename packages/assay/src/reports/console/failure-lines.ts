import type { RunResult } from '../../model/run-result.ts'
import { type TestError, type TestResult, titleOf } from '../../model/test-result.ts'
import { type FailedTest, failedTests, flakyTests, lastErrors, placeOf } from '../content/failures.ts'
import { clip, clipLines } from '../content/printable.ts'
import { evidenceLines } from './evidence-lines.ts'
import { BLANK, type Line } from './line.ts'

const MAX_FULL_FAILURES = 20
const MAX_NAMED_FAILURES = 200
const MAX_FLAKY = 50
const MAX_ERRORS = 3
const MAX_MESSAGE_LINES = 24
const MAX_DIFF_LINES = 40
const MAX_LINE_CHARACTERS = 1_000
const MAX_CONSOLE_LINES = 10

/** Every failed test: the first ones with all that explains them, the rest by name. */
export function failureLines(result: RunResult): Line[] {
  const failures = failedTests(result)
  const rest = failures.slice(MAX_FULL_FAILURES)
  const lines = failures.slice(0, MAX_FULL_FAILURES).flatMap((failed) => [BLANK, ...fullFailure(failed)])
  if (rest.length === 0) return lines
  const named = rest.slice(0, MAX_NAMED_FAILURES).map((failed) => nameLine(failed))
  const unnamed = rest.length - named.length
  return [
    ...lines,
    BLANK,
    { text: `${rest.length} more failed tests`, style: 'bold' },
    ...named,
    ...(unnamed === 0 ? [] : [{ text: `and ${unnamed} more, all in the report`, indent: 2 }]),
  ]
}

/** Tests that passed only after a retry, each with why the earlier attempts failed. */
export function flakyLines(result: RunResult): Line[] {
  const flaky = flakyTests(result)
  if (flaky.length === 0) return []
  const shown = flaky.slice(0, MAX_FLAKY).flatMap((test): Line[] => [
    { text: `~ ${describeTest(test)}`, style: 'yellow', hang: 2 },
    ...test.attempts.flatMap((attempt, index) =>
      attempt.errors.slice(0, 1).map((error) => ({
        text: `attempt ${index + 1}: ${firstLine(error)}`,
        indent: 4,
        hang: 2,
      })),
    ),
  ])
  const more = flaky.length - MAX_FLAKY
  return [
    BLANK,
    { text: 'Flaky: passed only after a retry', style: 'bold' },
    ...shown,
    ...(more > 0 ? [{ text: `and ${more} more, all in the report`, indent: 2 }] : []),
  ]
}

/** An error with its diff, each bounded. */
export function errorLines({ message, diff }: TestError): Line[] {
  const lines = clipLines(message.trim().split('\n'), MAX_MESSAGE_LINES)
  const parts = lines.map((line): Line => ({ text: clip(line, MAX_LINE_CHARACTERS), indent: 4, hang: 2 }))
  if (diff === undefined) return parts
  const diffs = clipLines(diff.trim().split('\n'), MAX_DIFF_LINES)
  return [...parts, BLANK, ...diffs.map((line) => diffLine(clip(line, MAX_LINE_CHARACTERS)))]
}

function fullFailure(failed: FailedTest): Line[] {
  const { test } = failed
  const attempts = test.attempts.length
  const notes = [
    ...(failed.failedBefore ? ['not new: it failed in the baseline too'] : []),
    ...(attempts > 1 ? [`failed in each of ${attempts} attempts`] : []),
  ]
  return [
    nameLine(failed),
    ...notes.map((text): Line => ({ text, indent: 4, style: 'dim' })),
    ...lastErrors(test).slice(0, MAX_ERRORS).flatMap(errorLines),
    ...evidenceLines(test),
    ...consoleLines(test),
  ]
}

function nameLine({ test, failedBefore }: FailedTest): Line {
  const style = failedBefore ? 'red' : 'bold red'
  return { text: `✗ ${describeTest(test)}`, style, hang: 2 }
}

/** Which test it is, and where it is written. */
export function describeTest(test: TestResult): string {
  const place = placeOf(test)
  const name = `${test.service} ${test.level}  ${clip(titleOf(test), MAX_LINE_CHARACTERS)}`
  return place === undefined ? name : `${name} (${place})`
}

function diffLine(text: string): Line {
  const style = text.startsWith('-') ? 'green' : text.startsWith('+') ? 'red' : 'dim'
  return { text, indent: 6, hang: 2, style }
}

function consoleLines(test: TestResult): Line[] {
  if (test.console.length === 0) return []
  const shown = test.console.slice(-MAX_CONSOLE_LINES)
  const left = test.console.length - shown.length
  return [
    {
      text: left === 0 ? 'console' : `console (${left} earlier lines in the report)`,
      indent: 4,
      style: 'dim',
    },
    ...shown.map((line) => ({ text: clip(line, MAX_LINE_CHARACTERS), indent: 6, hang: 2 })),
  ]
}

function firstLine(error: TestError): string {
  return clip(error.message.trim().split('\n')[0] ?? '', MAX_LINE_CHARACTERS)
}
