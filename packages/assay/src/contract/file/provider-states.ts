import type { Json, JsonObject } from '../model/json.ts'
import type { PactSpecification, ProviderState } from '../model/pact.ts'
import { inOrder, unlessEmpty } from './json-object.ts'
import { at, firstOf, itemsOf, looseObjectOf, type PactNode, textOf, warnAt } from './pact-node.ts'
import { isBefore } from './specification-version.ts'

/** Where provider states are said: a list from version 3 on, one text before. */
export const STATE_MEMBERS = ['providerStates', 'providerState', 'provider_state']

/** What must be true before an interaction. */
export function readProviderStates(interaction: PactNode): ProviderState[] {
  const list = at(interaction, 'providerStates')
  if (Array.isArray(list.value)) return itemsOf(list).map(stateOf)
  const single =
    typeof list.value === 'string' ? list : firstOf(interaction, ['providerState', 'provider_state'])
  const name = textOf(single)
  return name === undefined || name === '' ? [] : [{ name, params: {} }]
}

/** The members that say the states; version 2 and before know one, without parameters. */
export function writeProviderStates(
  states: readonly ProviderState[],
  specification: PactSpecification,
): Record<string, Json> {
  const [first] = states
  if (first === undefined) return {}
  if (isBefore(specification, '3.0')) return { providerState: first.name }
  return { providerStates: states.map(stateToJson) }
}

function stateOf(node: PactNode): ProviderState {
  if (typeof node.value === 'string') return { name: node.value, params: {} }
  const name = textOf(at(node, 'name'))
  if (name === undefined) warnAt(node, 'a provider state without a name')
  return { name: name ?? 'unknown provider state', params: looseObjectOf(at(node, 'params')) ?? {} }
}

function stateToJson({ name, params }: ProviderState): JsonObject {
  return inOrder({ name, params: unlessEmpty(params) })
}
