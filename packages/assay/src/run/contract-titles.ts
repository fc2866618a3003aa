import type { Interaction, Pact } from '../contract/model/pact.ts'
import { interactionName, oneLine } from '../contract/provider/interaction-name.ts'
import type { ContractInteraction } from './contract-verification.ts'

/** Who and what the result of an interaction is about. */
export function contractTitles({ pact, interaction }: ContractInteraction): readonly [string, string] {
  const { pact: whole } = pact.sourced
  const name = interactionName(interaction)
  const parameters = isRepeated(whole, name) ? parametersOf(interaction) : ''
  return [oneLine(whole.consumer), `${name}${parameters}`]
}

/** Names are counted once for each pact: it may have thousands of them. */
const repeatedIn = new WeakMap<Pact, ReadonlySet<string>>()

function isRepeated(pact: Pact, name: string): boolean {
  const repeated = repeatedIn.get(pact) ?? repeatedNames(pact)
  repeatedIn.set(pact, repeated)
  return repeated.has(name)
}

function repeatedNames({ interactions }: Pact): ReadonlySet<string> {
  const names = interactions.map(interactionName)
  const seen = new Set<string>()
  return new Set(names.filter((name) => seen.size === seen.add(name).size))
}

/** What tells states of the same name apart: the order of a file may change, and is no name. */
function parametersOf({ providerStates }: Interaction): string {
  const parameters = providerStates
    .map(({ params }) => params)
    .filter((params) => Object.keys(params).length > 0)
  return parameters.length === 0
    ? ''
    : ` with ${parameters.map((params) => JSON.stringify(params)).join(' and ')}`
}
