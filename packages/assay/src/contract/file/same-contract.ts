import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '../model/json.ts'
import type { Interaction, Pact } from '../model/pact.ts'
import { compareInteractions } from './interaction-order.ts'
import { otherMembers } from './json-object.ts'
import { writeInteraction } from './write-interaction.ts'

/** What describes an interaction but is not part of the contract. */
const DESCRIBING = ['_id', 'key', 'comments', 'interactionMarkup']

/** An interaction of one pact, and the one of another that expects the same. */
export interface InteractionPair {
  readonly left: Interaction
  readonly right: Interaction
}

/**
 * The interactions of two pacts side by side; `undefined` unless they expect the same of the same
 * provider. Their order, comments, and which tool wrote them make no difference.
 */
export function pairInteractions(left: Pact, right: Pact): readonly InteractionPair[] | undefined {
  const isBetweenSame = left.consumer === right.consumer && left.provider === right.provider
  if (!isBetweenSame || left.interactions.length !== right.interactions.length) return undefined
  const others = right.interactions.toSorted(compareInteractions)
  const pairs = left.interactions
    .toSorted(compareInteractions)
    .map((interaction, index) => ({ left: interaction, right: others[index]! }))
  return pairs.every((pair) => isSameInteraction(pair.left, pair.right)) ? pairs : undefined
}

/** Whether two interactions expect the same. */
export function isSameInteraction(left: Interaction, right: Interaction): boolean {
  return isDeepStrictEqual(expectationOf(left), expectationOf(right))
}

/** An interaction without what only describes it. */
export function expectationOf(interaction: Interaction): JsonObject {
  return otherMembers(writeInteraction(interaction, '4.0'), DESCRIBING)
}
