import type { Interaction } from '../model/pact.ts'
import { compareTexts } from './json-object.ts'

/** Sorts by description, then by the names of the provider states, then by key: the same on every run. */
export function compareInteractions(left: Interaction, right: Interaction): number {
  return (
    compareTexts(left.description, right.description) ||
    compareTexts(statesOf(left), statesOf(right)) ||
    compareTexts(left.key ?? '', right.key ?? '')
  )
}

function statesOf({ providerStates }: Interaction): string {
  return JSON.stringify(providerStates.map(({ name, params }) => [name, params]))
}
