import type { ScenarioResult } from '../model/load-result.ts'
import { type Attempt, type TestResult, testId } from '../model/test-result.ts'

/** One measurement of a scenario, in an environment of its own. */
export interface ScenarioAttempt {
  readonly result: ScenarioResult
  readonly environment: string
}

/**
 * A scenario as a test: it passes when its figures can be believed. Whether they are good enough
 * is for the gates.
 */
export function scenarioTest(
  { service, scenario }: { readonly service: string; readonly scenario: { readonly name: string } },
  attempts: readonly ScenarioAttempt[],
): TestResult {
  const last = attempts.at(-1)!
  const titles = [scenario.name]
  return {
    id: testId(service, 'performance', last.result.file, titles),
    level: 'performance',
    ...{ service, file: last.result.file, titles, tags: [] },
    status: attemptOf(last.result).status,
    attempts: attempts.map(({ result }) => attemptOf(result)),
    source: 'scenario',
    environment: last.environment,
    evidence: undefined,
    console: last.result.errorSamples.map(
      ({ kind, operation, message }) => `${kind}  ${operation}: ${message}`,
    ),
  }
}

function attemptOf({ status, notes, startedAt, durationMs }: ScenarioResult): Attempt {
  const isPassed = status === 'valid'
  const message = `${WORDS[status]}: ${notes.join('; ')}`
  const errors = isPassed ? [] : [{ message, diff: undefined, place: undefined, stack: undefined }]
  return { status: isPassed ? 'passed' : 'failed', startedAt, durationMs, errors }
}

const WORDS: Readonly<Record<ScenarioResult['status'], string>> = {
  valid: 'the measurement is valid',
  invalid: 'the measurement is invalid',
  partial: 'the measurement is partial',
  failed: 'the scenario failed',
}
