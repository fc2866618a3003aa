import type { Json, JsonObject } from '../model/json.ts'
import type { PactSpecification } from '../model/pact.ts'
import { membersOf, type PactNode } from './pact-node.ts'
import { isBefore } from './specification-version.ts'

export type Headers = Readonly<Record<string, readonly string[]>>

/** A comma separates values only in headers that are lists by their own standard. */
const LISTS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'access-control-request-headers',
  'allow',
  'cache-control',
  'if-match',
  'if-none-match',
  'vary',
])

/** Headers as a text or a list of texts each. */
export function readHeaders(node: PactNode): Headers {
  return Object.fromEntries(membersOf(node).map(([name, { value }]) => [name, valuesOf(name, value ?? null)]))
}

/**
 * The values that a header is split into.
 *
 * @example
 * splitHeader('Accept', 'text/html, text/plain') // ['text/html', 'text/plain']
 * splitHeader('Date', 'Sat, 21 Nov 2026 09:45:01 GMT') // ['Sat, 21 Nov 2026 09:45:01 GMT']
 */
export function splitHeader(name: string, value: string): string[] {
  const parts = LISTS.has(name.toLowerCase()) ? value.split(',') : [value]
  return parts.map((part) => part.trim())
}

/** All values of a header in one, found without regard to case. */
export function headerNamed(headers: Headers, name: string): string | undefined {
  const found = Object.entries(headers).find(([candidate]) => candidate.toLowerCase() === name)
  return found?.[1].join(', ')
}

/** Lists in version 4; before, a text wherever it says the same. */
export function writeHeaders(headers: Headers, specification: PactSpecification): JsonObject {
  const entries = Object.entries(headers).map(([name, values]): [string, Json] => {
    const joined = values.join(', ')
    const isSame = JSON.stringify(splitHeader(name, joined)) === JSON.stringify(values)
    return [name, isBefore(specification, '4.0') && isSame ? joined : values]
  })
  return Object.fromEntries(entries)
}

function valuesOf(name: string, value: Json): readonly string[] {
  if (typeof value === 'string') return splitHeader(name, value)
  return Array.isArray(value) ? value.map(asText) : [asText(value)]
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
