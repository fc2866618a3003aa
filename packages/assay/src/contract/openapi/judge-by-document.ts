import { AssayError, type Failure } from '../../errors/assay-error.ts'
import type { OpenapiDocument } from '../../openapi/document.ts'
import type { HttpInteraction } from '../model/pact.ts'
import { compareInteraction } from './compare-interaction.ts'
import { documentFailures, documentWarnings } from './document-failures.ts'
import type { DocumentFinding } from './document-finding.ts'
import { driftOf, type ProviderAnswer } from './drift.ts'

/** An interaction, and what its provider answered when it was asked. */
export interface JudgedInteraction {
  readonly interaction: HttpInteraction
  readonly answered: ProviderAnswer | undefined
}

/** What a document says about an interaction and its answer. */
export interface DocumentJudgement {
  /** Why they do not agree; none when they do. */
  readonly failures: readonly Failure[]
  readonly warnings: readonly string[]
  /** Whether it is the provider that does not do what its own document says. */
  readonly hasDrift: boolean
}

/**
 * Judges an interaction by the document of its provider: what the consumer counts on, and, when the
 * provider was asked, what it answered.
 *
 * @param shown the document as people know it: `services/products/openapi.json`
 */
export async function judgeByDocument(
  { interaction, answered }: JudgedInteraction,
  document: OpenapiDocument,
  shown: string,
): Promise<DocumentJudgement> {
  const compared = await compareInteraction(interaction, document)
  const [findings, unreadable] =
    compared.outcome === 'compared' ? [compared.findings, []] : [[], [compared.failure]]
  const drift = answered === undefined ? { findings: [], failures: [] } : findDrift(answered, document)
  const all = [...findings, ...drift.findings]
  return {
    failures: [...unreadable, ...drift.failures, ...documentFailures(interaction, all, shown)],
    warnings: documentWarnings(all),
    hasDrift: drift.findings.length > 0,
  }
}

interface Drift {
  readonly findings: readonly DocumentFinding[]
  readonly failures: readonly Failure[]
}

/** A schema that cannot be compiled judges nothing. */
function findDrift(answered: ProviderAnswer, document: OpenapiDocument): Drift {
  try {
    return { findings: driftOf(answered, document), failures: [] }
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    const { code, message, evidence, fix } = error
    return {
      findings: [],
      failures: [{ code, message, evidence, ...(fix === undefined ? {} : { fix }), cause: error }],
    }
  }
}
