import { basename } from 'node:path'
import type { DocumentJudgement } from '../contract/openapi/judge-by-document.ts'
import { infrastructureError } from '../errors/assay-error.ts'
import { formatError } from '../errors/format-error.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Exchange } from '../model/exchange.ts'
import { type TestResult, type TestStatus, testId } from '../model/test-result.ts'
import { contractTitles } from './contract-titles.ts'
import type { ContractInteraction } from './contract-verification.ts'

/** An interaction that was judged by the document of its provider. */
export interface JudgedByDocument extends ContractInteraction {
  readonly judgement: DocumentJudgement
  /** As people know it. */
  readonly file: string
  /** What was said when the provider was asked. */
  readonly exchange: Exchange | undefined
  readonly startedAt: number
  readonly durationMs: number
}

/** What the test of an interaction against a document is called. */
export function documentTitle(file: string): string {
  return `agrees with ${basename(file)}`
}

/**
 * A judged interaction as a test of its provider. What a pending one counts on may not be documented
 * yet; that a provider does not do what its document says is no matter of the consumer.
 */
export function documentTest(judged: JudgedByDocument): TestResult {
  const { interaction, pact, judgement, file, startedAt, durationMs } = judged
  const { failures, warnings, hasDrift } = judgement
  const { sourced } = pact
  const service = sourced.pact.provider
  const isPending = (interaction.isPending || sourced.isPending) && !hasDrift
  const status: TestStatus = failures.length === 0 ? 'passed' : isPending ? 'skipped' : 'failed'
  const titles = [...contractTitles(judged), documentTitle(file)]
  const texts = failures.map((failure) => formatError(infrastructureError(failure)))
  const errors = texts.map((message) => ({ message, diff: undefined, place: undefined, stack: undefined }))
  const pending = status === 'skipped' ? [PENDING, ...texts.flatMap((text) => text.split('\n'))] : []
  return {
    id: testId(service, 'contract', pact.file, titles),
    ...{ level: 'contract', service, file: pact.file, titles, tags: [], status },
    attempts: [{ status, startedAt, durationMs, errors: status === 'failed' ? errors : [] }],
    ...{ source: 'contract', environment: undefined, console: [...pending, ...warnings] },
    evidence: hasDrift ? evidenceOf(judged) : undefined,
  }
}

const PENDING = 'pending: what it counts on is not documented, which does not count yet'

function evidenceOf({ exchange }: JudgedByDocument): Evidence | undefined {
  return exchange && { exchanges: [exchange], logs: [], notes: [] }
}
