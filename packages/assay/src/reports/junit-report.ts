import type { RunResult } from '../model/run-result.ts'
import { type Attempt, durationOf, type TestError, type TestResult } from '../model/test-result.ts'
import { evidenceText } from './content/evidence-text.ts'
import { skipReason } from './content/skip-reason.ts'
import { countTests } from './content/test-counts.ts'
import { type Element, writeXml } from './junit/xml.ts'

/**
 * The run as JUnit XML: a suite for each service and level. Attempts are written as Maven
 * Surefire does it: `flakyFailure` before a pass, `rerunFailure` after a first `failure`. Errors
 * outside of any test are a suite of their own, so that no consumer takes such a run for a good one.
 */
export function junitReport(result: RunResult): string {
  const { tests, failed, skipped } = countTests(result.tests)
  const suites = Map.groupBy(result.tests, ({ service, level }) => `${service}/${level}`)
  return writeXml({
    name: 'testsuites',
    attributes: {
      name: result.system,
      tests: tests + result.problems.length,
      failures: failed,
      errors: result.problems.length,
      skipped,
      time: seconds(result.durationMs),
      timestamp: timestampOf(result.startedAt),
    },
    children: [
      ...[...suites].map(([name, members]) => suiteElement(name, members, result)),
      ...(result.problems.length === 0 ? [] : [problemsElement(result)]),
    ],
  })
}

function suiteElement(name: string, members: readonly TestResult[], result: RunResult): Element {
  const { tests, failed, skipped, totalMs } = countTests(members)
  const starts = members.flatMap(({ attempts }) => attempts.map(({ startedAt }) => startedAt)).filter(Boolean)
  return {
    name: 'testsuite',
    attributes: {
      name,
      timestamp: timestampOf(
        starts.reduce((first, at) => Math.min(first, at), starts[0] ?? result.startedAt),
      ),
      tests,
      failures: failed,
      errors: 0,
      skipped,
      time: seconds(totalMs),
    },
    children: members.map(caseElement),
  }
}

function caseElement(test: TestResult): Element {
  const { service, level, id, titles, file } = test
  return {
    name: 'testcase',
    attributes: {
      classname: `${service}.${level}`,
      name: titles.join(' > '),
      file: file === '' ? undefined : file,
      time: seconds(durationOf(test)),
    },
    children: [
      {
        name: 'properties',
        children: Object.entries({ level, service, id }).map(([name, value]) => ({
          name: 'property',
          attributes: { name, value },
        })),
      },
      ...outcomeElements(test),
      test.console.length === 0 ? undefined : { name: 'system-out', text: test.console.join('\n') },
    ],
  }
}

function outcomeElements(test: TestResult): Element[] {
  if (test.status === 'skipped') return [skippedElement(test)]
  const failed = test.attempts.filter(({ status }) => status === 'failed')
  if (test.status === 'passed') return failed.map((attempt) => repeatElement('flakyFailure', attempt))
  const [first, ...reruns] = failed
  const errors = first?.errors.length ? first.errors : [NO_ERROR]
  const evidence = test.evidence === undefined ? '' : evidenceText(test.evidence)
  return [
    ...errors.map((error, index) => failureElement(error, index === errors.length - 1 ? evidence : '')),
    ...reruns.map((attempt) => repeatElement('rerunFailure', attempt)),
  ]
}

function skippedElement(test: TestResult): Element {
  return { name: 'skipped', attributes: { message: skipReason(test)[0] } }
}

const NO_ERROR: TestError = {
  message: 'failed without an error',
  diff: undefined,
  place: undefined,
  stack: undefined,
}

function failureElement(error: TestError, evidence: string): Element {
  const text = [errorText(error), evidence].filter((part) => part !== '').join('\n\n')
  return { name: 'failure', attributes: { message: error.message, type: typeOf(error) }, text }
}

function repeatElement(name: 'flakyFailure' | 'rerunFailure', { errors }: Attempt): Element {
  const [first = NO_ERROR] = errors
  return {
    name,
    attributes: { message: first.message, type: typeOf(first) },
    children: [{ name: 'stackTrace', text: errors.map(errorText).join('\n\n') }],
  }
}

function problemsElement({ system, startedAt, problems }: RunResult): Element {
  return {
    name: 'testsuite',
    attributes: {
      name: `${system}/outside of any test`,
      timestamp: timestampOf(startedAt),
      tests: problems.length,
      failures: 0,
      errors: problems.length,
      skipped: 0,
      time: seconds(0),
    },
    children: problems.map((problem, index) => ({
      name: 'testcase',
      attributes: { classname: `${system}.run`, name: `problem ${index + 1}`, time: seconds(0) },
      children: [
        {
          name: 'error',
          attributes: { message: problem.message, type: typeOf(problem) },
          text: errorText(problem),
        },
      ],
    })),
  }
}

/** The stack begins with the message; without a stack the message stands for it. */
function errorText({ message, diff, stack, place }: TestError): string {
  const trace = stack ?? (place === undefined ? message : `${message}\n    at ${place}`)
  return diff === undefined ? trace : `${trace}\n\n${diff}`
}

/** The class of the error, when the stack begins with one. */
function typeOf({ stack }: TestError): string {
  return /^([A-Z]\w*(?:Error|Exception|Failure))\b/.exec(stack ?? '')?.[1] ?? 'Error'
}

function seconds(ms: number): string {
  return (Math.round(ms) / 1_000).toFixed(3)
}

function timestampOf(at: number): string {
  return new Date(at).toISOString()
}
