import type { Json } from '../model/json.ts'
import type { PactSpecification } from '../model/pact.ts'
import { isJsonObject } from './json-object.ts'
import { failAt, membersOf, type PactNode } from './pact-node.ts'
import { isBefore } from './specification-version.ts'

export type Query = Readonly<Record<string, readonly (string | null)[]>>

/** A query as one text (versions 1 and 2), or as an object of texts or lists. */
export function readQuery(node: PactNode): Query {
  if (typeof node.value === 'string') return parseQuery(node.value)
  return Object.fromEntries(membersOf(node).map(([name, member]) => [name, valuesOf(member)]))
}

/**
 * The values of each name, decoded, in the order they have.
 *
 * @example
 * parseQuery('tag=new&tag=on+sale&debug') // { tag: ['new', 'on sale'], debug: [null] }
 */
export function parseQuery(text: string): Query {
  const pairs = text.split('&').filter((pair) => pair !== '')
  const values = Map.groupBy(pairs.map(splitPair), ({ name }) => name)
  return Object.fromEntries([...values].map(([name, found]) => [name, found.map(({ value }) => value)]))
}

/** `undefined` when there is nothing to say. */
export function writeQuery(query: Query, specification: PactSpecification): Json | undefined {
  if (Object.keys(query).length === 0) return undefined
  if (!isBefore(specification, '3.0')) return query
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => (value === null ? encode(name) : `${encode(name)}=${encode(value)}`)),
  )
  return pairs.join('&')
}

function splitPair(pair: string): { readonly name: string; readonly value: string | null } {
  const equals = pair.indexOf('=')
  if (equals < 0) return { name: decode(pair), value: null }
  return { name: decode(pair.slice(0, equals)), value: decode(pair.slice(equals + 1)) }
}

/** What is not encoded correctly is taken as it stands. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ').replaceAll(/%(?![0-9A-Fa-f]{2})/g, '%25')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // The bytes are not UTF-8.
    return text
  }
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+')
}

function valuesOf(node: PactNode): (string | null)[] {
  const { value } = node
  const values: readonly Json[] = Array.isArray(value) ? value : [value ?? null]
  return values.map((item) => {
    if (Array.isArray(item) || isJsonObject(item)) return failAt(node, 'a value of it is not a text')
    return item === null ? null : String(item)
  })
}
