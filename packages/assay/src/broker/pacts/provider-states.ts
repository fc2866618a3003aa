import { type ExactJson, exactText } from '../../contract/file/exact-json.ts'
import { isJsonObject } from '../../contract/file/json-object.ts'
import { expectationsOf } from './pact-content.ts'

/** A state that a provider has to be brought into. */
export interface ProviderState {
  readonly name: string
  readonly params?: ExactJson
}

/** The states that the interactions of a pact need, in every way that the specification has had. */
export function statesOf(content: ExactJson): ProviderState[] {
  return expectationsOf(content).flatMap((interaction) => {
    if (!isJsonObject(interaction)) return []
    const { providerStates, providerState, provider_state: oldest } = interaction
    const many = Array.isArray(providerStates) ? providerStates.map(stateOf) : []
    return [...many, stateOf({ name: providerState ?? oldest ?? null })].filter(
      (state) => state !== undefined,
    )
  })
}

/** Every state once, with the consumers that need it. */
export function usedStates(
  needed: readonly { readonly consumer: string; readonly states: readonly ProviderState[] }[],
): readonly (ProviderState & { readonly consumers: readonly string[] })[] {
  const uses = needed.flatMap(({ consumer, states }) => states.map((state) => ({ consumer, state })))
  const same = Map.groupBy(uses, ({ state }) => exactText([state.name, state.params ?? null]))
  return [...same.values()]
    .map((group) => ({
      ...group[0]!.state,
      consumers: [...new Set(group.map(({ consumer }) => consumer))].toSorted(),
    }))
    .toSorted((left, right) => left.name.localeCompare(right.name))
}

function stateOf(state: ExactJson): ProviderState | undefined {
  if (!isJsonObject(state) || typeof state['name'] !== 'string') return undefined
  const { name, params } = state
  const hasParams = isJsonObject(params) && Object.keys(params).length > 0
  return hasParams ? { name, params } : { name }
}
