import { configurationError } from '../../errors/assay-error.ts'
import { isBefore } from '../file/specification-version.ts'
import type { MatchingRule, MatchingRules, RuleList } from '../model/matching-rules.ts'
import type { Interaction, PactSpecification } from '../model/pact.ts'

/** The versions that rules which version 2 does not have came with. */
const SINCE: Readonly<Partial<Record<MatchingRule['match'], PactSpecification>>> = {
  equality: '3.0',
  include: '3.0',
  number: '3.0',
  integer: '3.0',
  decimal: '3.0',
  boolean: '3.0',
  null: '3.0',
  date: '3.0',
  time: '3.0',
  datetime: '3.0',
  values: '3.0',
  'content-type': '3.0',
  'not-empty': '4.0',
  semver: '4.0',
  'status-code': '4.0',
  'each-key': '4.0',
  'each-value': '4.0',
  'array-contains': '4.0',
}

/**
 * Refuses matchers that a version of the specification does not have, where they are used.
 *
 * @throws AssayError `pact_needs_newer_specification`
 */
export function refuseNewerRules(interaction: Interaction, specification: PactSpecification): void {
  const names = rulesIn(interaction).flatMap(({ match }) => {
    const since = SINCE[match]
    return since !== undefined && isBefore(specification, since) ? [`${match} (version ${since})`] : []
  })
  if (names.length === 0) return
  throw configurationError({
    code: 'pact_needs_newer_specification',
    message: `"${interaction.description}" has matchers that version ${specification} of the specification does not know.`,
    evidence: [...new Set(names)],
    fix: 'leave out "specification" for version 4, or use other matchers',
  })
}

function rulesIn(interaction: Interaction): readonly MatchingRule[] {
  switch (interaction.kind) {
    case 'http':
      return [interaction.request, interaction.response].flatMap(({ rules }) => flattened(rules))
    case 'asynchronous-message':
      return flattened(interaction.message.rules)
    case 'synchronous-message':
      return [interaction.request, ...interaction.responses].flatMap(({ rules }) => flattened(rules))
  }
}

function flattened({ others: _none, ...categories }: MatchingRules): readonly MatchingRule[] {
  const lists: RuleList[] = Object.values(categories).flatMap((found) =>
    'combine' in found ? [found] : [...found.values()],
  )
  return lists.flatMap(({ rules }) => rules)
}
