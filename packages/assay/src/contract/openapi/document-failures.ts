import type { Failure } from '../../errors/assay-error.ts'
import type { Interaction } from '../model/pact.ts'
import { interactionName } from '../provider/interaction-name.ts'
import type { DocumentFinding } from './document-finding.ts'

const MOST_SHOWN = 20

/**
 * The failures of an interaction that is not as a document says: one for what its consumer counts on,
 * one for what its provider does. None when nothing but warnings was found.
 *
 * @param document as people know it: `services/products/openapi.json`
 */
export function documentFailures(
  interaction: Interaction,
  findings: readonly DocumentFinding[],
  document: string,
): readonly Failure[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const { pact = [], drift = [] } = Object.groupBy(errors, ({ kind }) => kind)
  const name = interactionName(interaction)
  const failures: (Failure & { readonly about: readonly DocumentFinding[] })[] = [
    {
      about: pact,
      code: 'pact_not_documented',
      message: `What the consumer expects of ${name} is not what ${document} says.`,
      fix: `add it to ${document} if the provider does it; otherwise agree on it with the consumer`,
    },
    {
      about: drift,
      code: 'provider_not_as_documented',
      message: `What the provider answered to ${name} is not what ${document} says.`,
      fix: `correct ${document}, or make the provider answer what it promises`,
    },
  ]
  return failures
    .filter(({ about }) => about.length > 0)
    .map(({ about, ...failure }) => ({ ...failure, evidence: findingLines(about) }))
}

/** What should be known of an interaction and fails nothing, each in one line. */
export function documentWarnings(findings: readonly DocumentFinding[]): readonly string[] {
  return findings
    .filter(({ severity }) => severity === 'warning')
    .map(({ where, sentence }) => `${where}: ${sentence}`)
}

function findingLines(findings: readonly DocumentFinding[]): string[] {
  const hidden = findings.length - MOST_SHOWN
  const lines = findings.slice(0, MOST_SHOWN).flatMap(linesOf)
  return hidden > 0 ? [...lines, `and ${hidden} more`] : lines
}

function linesOf({ kind, where, sentence, inDocument, documented, actual }: DocumentFinding): string[] {
  const values = [
    ...(documented === undefined ? [] : [`documented: ${documented}`]),
    ...(actual === undefined ? [] : [`${kind === 'pact' ? 'in the pact' : 'answered'}: ${actual}`]),
  ]
  return [
    `${where}: ${sentence}`,
    `  at: ${inDocument}`,
    ...(values.length === 0 ? [] : [`  ${values.join(', ')}`]),
  ]
}
