import type { Json, JsonObject } from '../model/json.ts'
import type { Pact } from '../model/pact.ts'
import { type ExactJson, hasDoubtfulNumbers, parseExactly } from './exact-json.ts'
import { invalidPact } from './invalid-pact.ts'
import { isJsonObject, otherMembers, unlessEmpty } from './json-object.ts'
import { positionAt } from './json-position.ts'
import { at, failAt, itemsOf, type PactNode, type Reading, textOf, warnAt } from './pact-node.ts'
import { decodePact, parsePact } from './pact-text.ts'
import { readInteraction, readMessageInteraction } from './read-interaction.ts'
import { specificationOf, withoutVersion } from './specification-version.ts'

/** How deep the values of a pact may be nested. */
export const MAX_NESTING = 500
const MEMBERS = ['consumer', 'provider', 'interactions', 'messages', 'metadata']

export interface ReadPact {
  readonly pact: Pact
  /** What was not understood but kept, each with its place: `interactions[3].response.matchingRules.body["$.a"]`. */
  readonly warnings: readonly string[]
}

/**
 * Reads a pact of any version of the specification. What it does not name is kept.
 *
 * @param source Where the text is from, as people know it: a file or an address.
 * @throws AssayError `invalid_pact` with the line and column
 * @example
 * readPact('{"consumer":{"name":"web"},"provider":{"name":"orders"},"interactions":[]}', 'web-orders.json').pact.consumer // 'web'
 */
export function readPact(input: string | Buffer, source: string): ReadPact {
  const text = decodePact(input, source)
  const root = parsePact(text, source)
  if (!isJsonObject(root))
    throw invalidPact({ source, reason: 'it is not an object', position: positionAt(text, 0) })
  if (isDeeper(root, MAX_NESTING)) {
    throw invalidPact({ source, reason: `values in it are nested more than ${MAX_NESTING} levels deep` })
  }
  return readRoot(root, text, source)
}

function readRoot(root: Json, text: string, source: string): ReadPact {
  const metadata = isJsonObject(root) && isJsonObject(root['metadata']) ? root['metadata'] : {}
  const { specification, warning } = specificationOf(metadata)
  const warnings = warning === undefined ? [] : [warning]
  let exactRoot: ExactJson | undefined
  const reading: Reading = {
    ...{ source, text, specification, warnings },
    exactRoot() {
      exactRoot ??= hasDoubtfulNumbers(text) ? parseExactly(text) : root
      return exactRoot
    },
  }
  const node: PactNode = { value: root, path: [], reading }
  const interactions = itemsOf(at(node, 'interactions')).map(readInteraction)
  const messages = specification === '4.0' ? [] : itemsOf(at(node, 'messages')).map(readMessageInteraction)
  const known = specification === '4.0' ? MEMBERS.filter((name) => name !== 'messages') : MEMBERS
  const pact: Pact = {
    consumer: nameOf(at(node, 'consumer'), 'consumer'),
    provider: nameOf(at(node, 'provider'), 'provider'),
    interactions: [...interactions, ...messages],
    specification,
    metadata: withoutVersion(metadata),
    others: { ...otherMembers(root, known), ...extrasOf(node, 'consumer'), ...extrasOf(node, 'provider') },
  }
  return { pact, warnings }
}

/** What a party has besides its name, under the name of its member. */
function extrasOf(root: PactNode, party: string): JsonObject {
  const extras = unlessEmpty(otherMembers(at(root, party).value, ['name']))
  return extras === undefined ? {} : { [party]: extras }
}

/** What compares and writes values calls itself for each level, and must not run out of stack. */
export function isDeeper(value: Json | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((below) => isDeeper(below, levels - 1))
}

function nameOf(node: PactNode, otherwise: string): string {
  if (node.value !== undefined && !isJsonObject(node.value)) return failAt(node, 'it is not an object')
  const name = textOf(at(node, 'name'))
  if (name === undefined) warnAt(node, `it has no name; "${otherwise}" is taken`)
  return name ?? otherwise
}
