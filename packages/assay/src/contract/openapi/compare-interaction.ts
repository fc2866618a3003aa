import { type Failure, messageOf } from '../../errors/assay-error.ts'
import { type OpenapiDocument, oncePerDocument } from '../../openapi/document.ts'
import type { HttpInteraction } from '../model/pact.ts'
import { interactionName } from '../provider/interaction-name.ts'
import { comparableDocument } from './comparable-document.ts'
import { comparablePact } from './comparable-interaction.ts'
import { type Comparator, createComparator } from './comparator.ts'
import type { DocumentFinding } from './document-finding.ts'
import { readResult } from './read-result.ts'

/** What comparing an interaction with a document has shown. */
export type DocumentComparison =
  | { readonly outcome: 'compared'; readonly findings: readonly DocumentFinding[] }
  | { readonly outcome: 'not-comparable'; readonly failure: Failure }

/**
 * Compares what a consumer expects with what the provider's document says, without the provider:
 * requests that it would not take, answers that it never gives. OpenAPI says nothing about messages.
 *
 * @example
 * const document = await loadOpenapi('services/products/openapi.json')
 * (await compareInteraction(interaction, document)).outcome // 'compared'
 */
export async function compareInteraction(
  interaction: HttpInteraction,
  document: OpenapiDocument,
): Promise<DocumentComparison> {
  const findings: DocumentFinding[] = []
  try {
    const { comparator, writtenPaths } = prepare(document)
    for await (const result of (await comparator).compare(comparablePact(interaction)))
      findings.push(...readResult(result, { interaction, document, writtenPaths }))
  } catch (cause) {
    return { outcome: 'not-comparable', failure: notComparable(interaction, document, cause) }
  }
  return { outcome: 'compared', findings }
}

interface Prepared {
  readonly comparator: Promise<Comparator>
  readonly writtenPaths: ReadonlyMap<string, string>
}

/** One for all pacts of a provider, because it compiles each schema only once. */
const prepare = oncePerDocument((document): Prepared => {
  const { root, writtenPaths } = comparableDocument(document)
  return { comparator: createComparator(root), writtenPaths }
})

function notComparable(interaction: HttpInteraction, { file }: OpenapiDocument, cause: unknown): Failure {
  return {
    code: 'openapi_not_comparable',
    message: `Interaction ${interactionName(interaction)} cannot be compared with ${file}.`,
    evidence: [messageOf(cause)],
    fix: 'correct the schemas of its operation; if they are right, the comparator does not know what they use',
    cause,
  }
}
