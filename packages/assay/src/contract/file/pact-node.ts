import type { Json, JsonObject } from '../model/json.ts'
import type { PactSpecification } from '../model/pact.ts'
import type { ExactJson } from './exact-json.ts'
import { invalidPact } from './invalid-pact.ts'
import { isJsonObject } from './json-object.ts'
import { type JsonPath, offsetOf, positionAt } from './json-position.ts'

/** A pact that is being read. */
export interface Reading {
  readonly source: string
  readonly text: string
  readonly specification: PactSpecification
  /** What was not understood, but kept. */
  readonly warnings: string[]
  /** The whole file once more, with its numbers as they are written. */
  readonly exactRoot: () => ExactJson
}

/** A value in a pact, and where it is: what reads it can say what is wrong. */
export interface PactNode {
  readonly value: Json | undefined
  readonly path: JsonPath
  readonly reading: Reading
}

/** The member or item below; its value is `undefined` when there is none. */
export function at(node: PactNode, key: string | number): PactNode {
  return { value: childOf(node.value, key), path: [...node.path, key], reading: node.reading }
}

/** The first of the members that is there; the first name when none is. */
export function firstOf(node: PactNode, names: readonly [string, ...string[]]): PactNode {
  const name = names.find((candidate) => childOf(node.value, candidate) !== undefined)
  return at(node, name ?? names[0])
}

/** The members of an object, none when there is none; anything else is an error. */
export function membersOf(node: PactNode): [name: string, member: PactNode][] {
  if (node.value === undefined || node.value === null) return []
  if (!isJsonObject(node.value)) return failAt(node, 'it is not an object')
  return Object.keys(node.value).map((name) => [name, at(node, name)])
}

/** The items of a list, none when there is none; anything else is an error. */
export function itemsOf(node: PactNode): PactNode[] {
  if (node.value === undefined || node.value === null) return []
  if (!Array.isArray(node.value)) return failAt(node, 'it is not a list')
  return node.value.map((_item, index) => at(node, index))
}

/** A text; a number, `true` or `false` as they are written; `undefined` when there is none. */
export function textOf(node: PactNode): string | undefined {
  const { value } = node
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' ? failAt(node, 'it is not a text') : String(value)
}

/** An object as it is. Of what only informs, anything else is said and left out: it must not stop a file. */
export function looseObjectOf(node: PactNode): JsonObject | undefined {
  if (isJsonObject(node.value)) return node.value
  if (node.value !== undefined && node.value !== null) warnAt(node, 'it is not an object, and is left out')
  return undefined
}

/** The value of a node with its numbers as they are written. */
export function exactOf(node: PactNode): ExactJson | undefined {
  let value: Json | undefined = node.reading.exactRoot()
  for (const key of node.path) value = childOf(value, key)
  return value
}

export function warnAt(node: PactNode, text: string): void {
  node.reading.warnings.push(`${placeOf(node.path)}: ${text}`)
}

/** Ends the reading. A reason that begins with `it` is about the node itself. */
export function failAt(node: PactNode, reason: string): never {
  const { source, text } = node.reading
  const position = positionAt(text, offsetOf(text, node.path))
  const place = placeOf(node.path)
  const isAboutNode = reason.startsWith('it ')
  throw invalidPact({
    source,
    reason: isAboutNode ? `${place} ${reason.slice('it '.length)}` : reason,
    position,
    place: isAboutNode ? undefined : place,
  })
}

/**
 * A path as people write it.
 *
 * @example
 * placeOf(['interactions', 3, 'matchingRules', '$.a']) // 'interactions[3].matchingRules["$.a"]'
 */
export function placeOf(path: JsonPath): string {
  const parts = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`
    return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
  })
  return parts.join('').replace(/^\./, '')
}

function childOf(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof key === 'number') return Array.isArray(value) ? value[key] : undefined
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
