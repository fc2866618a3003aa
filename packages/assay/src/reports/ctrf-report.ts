import type { GateVerdict, RunResult, SourceState } from '../model/run-result.ts'
import { type Attempt, durationOf, isFlaky, type TestError, type TestResult } from '../model/test-result.ts'
import { lastErrors } from './content/failures.ts'
import { skipReason } from './content/skip-reason.ts'
import { countTests } from './content/test-counts.ts'
import { scenarioExtra } from './ctrf/scenario-extra.ts'

/** Of the Common Test Report Format, https://ctrf.io. */
const SPEC_VERSION = '0.0.0'

/**
 * The run as a Common Test Report Format document, to be written as JSON. What that format has
 * no place for is in the `extra` of the results and of each test.
 */
export function ctrfReport(result: RunResult): object {
  const { startedAt, durationMs, tests } = result
  const { totalMs, slowestMs, ...counts } = countTests(tests)
  const start = Math.round(startedAt)
  const stop = Math.round(startedAt + durationMs)
  return {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    runId: result.id,
    timestamp: new Date(stop).toISOString(),
    generatedBy: 'assay',
    results: {
      tool: { name: 'assay', ...(result.versions['assay'] && { version: result.versions['assay'] }) },
      summary: { ...counts, pending: 0, other: 0, start, stop, duration: stop - start },
      tests: tests.map(testOf),
      environment: environmentOf(result),
      extra: extraOf(result),
    },
  }
}

function testOf(test: TestResult): object {
  const { id, level, service, titles, status, attempts, file, tags, source } = test
  const earlier = attempts.slice(0, -1)
  return {
    testId: id,
    name: titles.at(-1) || '(unnamed)',
    status,
    duration: Math.round(durationOf(test)),
    ...timesOf(attempts.at(-1)),
    suite: [service, level, ...titles.slice(0, -1)],
    type: level,
    ...(file === '' ? {} : { filePath: file }),
    tags,
    ...messageOf(lastErrors(test)),
    ...(skipReason(test).length === 0 ? {} : { message: skipReason(test).join('\n') }),
    retries: earlier.length,
    flaky: isFlaky(test),
    ...(earlier.length === 0 ? {} : { retryAttempts: earlier.map(retryOf) }),
    ...(test.console.length === 0 ? {} : { stdout: test.console }),
    extra: {
      id,
      level,
      service,
      source,
      attempts: attempts.map(attemptOf),
      ...(test.environment === undefined ? {} : { environment: test.environment }),
      ...(status === 'failed' && test.evidence !== undefined ? { evidence: test.evidence } : {}),
    },
  }
}

function attemptOf({ status, durationMs, startedAt, errors }: Attempt): object {
  const message = errors.map((error) => error.message).join('\n\n')
  return { status, durationMs, startedAt, ...(errors.length === 0 ? {} : { message }) }
}

function retryOf(attempt: Attempt, index: number): object {
  return {
    attempt: index + 1,
    status: attempt.status,
    duration: Math.round(attempt.durationMs),
    ...timesOf(attempt),
    ...messageOf(attempt.errors),
  }
}

/** Foreign results may not say when they began. */
function timesOf(attempt: Attempt | undefined): object {
  if (attempt === undefined || attempt.startedAt === 0) return {}
  const start = Math.round(attempt.startedAt)
  return { start, stop: Math.round(attempt.startedAt + attempt.durationMs) }
}

function messageOf(errors: readonly TestError[]): object {
  if (errors.length === 0) return {}
  const messages = errors.map(({ message, diff }) => (diff === undefined ? message : `${message}\n\n${diff}`))
  const stacks = errors.map(({ stack }) => stack).filter((stack) => stack !== undefined)
  return { message: messages.join('\n\n'), ...(stacks.length === 0 ? {} : { trace: stacks.join('\n\n') }) }
}

function environmentOf(result: RunResult): object {
  const { system, source, versions, environmentHash, isWarm, bootMs } = result
  return {
    appName: system,
    ...sourceOf(source),
    extra: { ...versions, environmentHash, isWarm, ...(bootMs === undefined ? {} : { bootMs }) },
  }
}

function sourceOf(source: SourceState | undefined): object {
  if (source === undefined) return {}
  return { commit: source.commit, ...(source.branch === undefined ? {} : { branchName: source.branch }) }
}

function extraOf(result: RunResult): object {
  return {
    verdict: result.verdict,
    reasons: result.reasons,
    gates: result.gates.map(gateOf),
    scenarios: result.scenarios.map(scenarioExtra),
    crashes: result.crashes,
    parts: result.parts,
    selection: result.selection,
    seed: result.seed,
    problems: result.problems,
    baseline: result.baseline ?? null,
    newFailures: result.newFailures,
    wasInterrupted: result.wasInterrupted,
    source: result.source ?? null,
  }
}

function gateOf({ outcome, measured, ...gate }: GateVerdict): object {
  return { ...gate, measured: measured ?? null, verdict: outcome }
}
