import { type AssayError, configurationError } from '../../errors/assay-error.ts'
import type { Body } from '../model/body.ts'
import type { MatchingRules, RuleList } from '../model/matching-rules.ts'
import type { HttpPart, Interaction, Pact, PactSpecification } from '../model/pact.ts'
import { writeLegacyBody } from './legacy-body.ts'
import { isBefore } from './specification-version.ts'

/** The longest list of what cannot be written that is told at once. */
const MAX_TOLD = 20

/**
 * Refuses to write a pact in a version that cannot say what it means. What only describes (keys,
 * comments, markup) is left out of earlier versions instead.
 */
export function refuseUnsayable(
  { interactions, consumer, provider }: Pact,
  specification: PactSpecification,
): void {
  const lines = interactions.flatMap((interaction) =>
    unsayable(interaction, specification).map((what) => `"${interaction.description}": ${what}`),
  )
  const kinds = new Set(interactions.map(({ kind }) => kind))
  if (specification === '3.0' && kinds.size > 1) lines.push('requests and messages in one file (version 4)')
  if (lines.length > 0) throw needsNewer(`${consumer}-${provider}`, specification, lines)
}

function needsNewer(name: string, specification: PactSpecification, lines: readonly string[]): AssayError {
  const untold = lines.length - MAX_TOLD
  return configurationError({
    code: 'pact_needs_newer_specification',
    message: `The pact ${name} cannot be written in version ${specification} of the specification.`,
    evidence: [...lines.slice(0, MAX_TOLD), ...(untold > 0 ? [`… and ${untold} more`] : [])],
    fix: 'write it in the version named above, or leave that out of the interaction',
  })
}

function unsayable(interaction: Interaction, specification: PactSpecification): string[] {
  const needs: [isNeeded: boolean, since: PactSpecification, what: string][] = [
    [interaction.kind === 'asynchronous-message', '3.0', 'a message'],
    [interaction.kind === 'synchronous-message', '4.0', 'a synchronous message'],
    [interaction.providerStates.length > 1, '3.0', 'more than one provider state'],
    [
      interaction.providerStates.some(({ params }) => Object.keys(params).length > 0),
      '3.0',
      'a state with parameters',
    ],
    [interaction.isPending, '4.0', 'pending'],
    [
      interaction.transport !== undefined && interaction.transport !== 'http',
      '4.0',
      'a transport of its own',
    ],
    [interaction.pluginConfiguration !== undefined, '4.0', 'a plugin'],
    ...partsOf(interaction).flatMap(({ rules, generators, body }): typeof needs => [
      [listsOf(rules).some((list) => list.rules.length > 1), '3.0', 'several matching rules for one place'],
      [Object.keys(generators).length > 0, '3.0', 'a generator'],
      [
        isBefore(specification, '4.0') && isOnlyBytes(body),
        '4.0',
        'a body that is not text of its content type',
      ],
    ]),
  ]
  return needs
    .filter(([isNeeded, since]) => isNeeded && isBefore(specification, since))
    .map(([, since, what]) => `${what} (version ${since})`)
}

function partsOf(interaction: Interaction): readonly Pick<HttpPart, 'rules' | 'generators' | 'body'>[] {
  switch (interaction.kind) {
    case 'http':
      return [interaction.request, interaction.response]
    case 'asynchronous-message':
      return [{ ...interaction.message, body: interaction.message.contents }]
    case 'synchronous-message':
      return []
  }
}

function listsOf(rules: MatchingRules): RuleList[] {
  const { others: _kept, ...categories } = rules
  return Object.values(categories).flatMap((found) => ('combine' in found ? [found] : [...found.values()]))
}

function isOnlyBytes(body: Body): boolean {
  return body.kind === 'present' && writeLegacyBody(body) === undefined
}
