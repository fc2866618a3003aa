import { type ExactJson, parseExactly } from '../../contract/file/exact-json.ts'
import { isJsonObject } from '../../contract/file/json-object.ts'
import { textDiff } from '../../contract/matching/diff.ts'
import { expectationsOf, interactionKey, interactionText } from './pact-content.ts'

/** More would not be read. */
const MAX_SHOWN = 20

/**
 * What two pacts expect differently, interaction by interaction: for people.
 *
 * @example
 * pactDiff({ interactions: [] }, { interactions: [{ description: 'a' }] }) // 'added: a'
 */
export function pactDiff(before: ExactJson, after: ExactJson): string {
  const [left, right] = [byKey(before), byKey(after)]
  const keys = [...new Set([...left.keys(), ...right.keys()])]
  const changes = keys.flatMap((key) => changeOf(left.get(key), right.get(key)) ?? [])
  if (changes.length === 0) return 'No interaction differs.'
  const rest = changes.length - MAX_SHOWN
  return [...changes.slice(0, MAX_SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n\n')
}

function byKey(pact: ExactJson): ReadonlyMap<string, ExactJson> {
  return new Map(expectationsOf(pact).map((interaction) => [interactionKey(interaction), interaction]))
}

function changeOf(before: ExactJson | undefined, after: ExactJson | undefined): string | undefined {
  if (before === undefined) return `added: ${nameOf(after)}`
  if (after === undefined) return `removed: ${nameOf(before)}`
  const [left, right] = [interactionText(before), interactionText(after)]
  if (left === right) return undefined
  const lines = textDiff(indented(left), indented(right)) ?? '(too long to show)'
  return `changed: ${nameOf(after)}\n${lines}`
}

/** In the order of names, which says nothing. */
function indented(text: string): string {
  return JSON.stringify(parseExactly(text), null, 2)
}

function nameOf(interaction: ExactJson | undefined): string {
  const description = isJsonObject(interaction) ? interaction['description'] : undefined
  return typeof description === 'string' ? description : 'an interaction without description'
}
