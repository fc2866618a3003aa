import { commentLines, oneLine } from '../contract/provider/interaction-name.ts'
import type { InteractionOutcome } from '../contract/provider/interaction-result.ts'
import { noticesFor } from '../contract/sources/sourced-pact.ts'
import { infrastructureError } from '../errors/assay-error.ts'
import { formatError } from '../errors/format-error.ts'
import type { System } from '../model/system.ts'
import {
  failedInstead,
  type TestError,
  type TestResult,
  type TestStatus,
  testId,
} from '../model/test-result.ts'
import type { UnverifiedPact } from './contract-plan.ts'
import { contractTitles } from './contract-titles.ts'
import type { VerifiedInteraction } from './contract-verification.ts'

const MAX_CONSOLE_LINES = 100

/**
 * A verified interaction as a test of its provider. One that failed but is pending is skipped, one that
 * could not be verified has failed.
 */
export function contractTest(verified: VerifiedInteraction): TestResult {
  const { result, pact, startedAt, environment, evidence } = verified
  const { provider } = pact.sourced.pact
  const status = STATUS[result.outcome]
  const errors =
    status === 'failed' && result.failure !== undefined ? [errorOf(infrastructureError(result.failure))] : []
  const titles = contractTitles(verified)
  return {
    id: testId(provider, 'contract', pact.file, titles),
    ...{ level: 'contract', service: provider, file: pact.file, titles, tags: [], status },
    attempts: [{ status, startedAt, durationMs: result.durationMs, errors }],
    ...{ source: 'contract', environment, evidence, console: consoleOf(verified) },
  }
}

const STATUS: Readonly<Record<InteractionOutcome, TestStatus>> = {
  passed: 'passed',
  failed: 'failed',
  'pending-failed': 'skipped',
  'not-run': 'failed',
}

/** A pact that nobody here can meet: a skipped test, so that it is seen. */
export function unverifiedTest(
  { pact: { sourced, file }, reason }: UnverifiedPact,
  system: System,
): TestResult {
  const { consumer, provider } = sourced.pact
  const service = system.services.has(provider) ? provider : system.name
  const titles = [oneLine(consumer), `is not verified with "${oneLine(provider)}"`]
  return {
    id: testId(service, 'contract', file, titles),
    ...{ level: 'contract', service, file, titles, tags: [], status: 'skipped', attempts: [] },
    ...{ source: 'contract', environment: undefined, evidence: undefined },
    console: [reason, ...sourced.warnings].slice(0, MAX_CONSOLE_LINES),
  }
}

/** What keeps contracts from being verified, as a failed test of its own. */
export function obstacleTest(
  { service, file, title }: { readonly service: string; readonly file: string; readonly title: string },
  error: unknown,
): TestResult {
  const place = {
    service,
    level: 'contract',
    file,
    titles: [title],
    source: 'contract',
    console: [],
  } as const
  return failedInstead(place, [errorOf(error)])
}

function errorOf(error: unknown): TestError {
  return { message: formatError(error), diff: undefined, place: undefined, stack: undefined }
}

function consoleOf({ result, pact, interaction, printed }: VerifiedInteraction): readonly string[] {
  const { outcome, failure, warnings } = result
  if (outcome === 'passed') return [...warnings, ...printed].slice(0, MAX_CONSOLE_LINES)
  const pending = outcome === 'pending-failed' && failure !== undefined ? [PENDING, ...linesOf(failure)] : []
  const about = [...commentLines(interaction), ...noticesFor(pact.sourced, 'before')]
  return [...pending, ...warnings, ...about, ...printed].slice(0, MAX_CONSOLE_LINES)
}

const PENDING = 'pending: it fails, which does not count until the provider has met it once'

function linesOf(failure: Parameters<typeof infrastructureError>[0]): string[] {
  return formatError(infrastructureError(failure)).split('\n')
}
