import { equal, match, notDeepEqual, ok } from 'node:assert/strict'
import type { Json } from '../../../src/contract/model/json.ts'

const HYPHENATED = [8, 4, 4, 4, 12]

/** What values of the kinds that features name look like, as texts. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d+$/,
  'decimal number': /^-?\d+\.\d+$/,
  'hexadecimal number': /^[0-9a-fA-F]+$/,
  'random string': /^[0-9A-Za-z]+$/,
  'string from the regex': /^\d{1,8}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^T?\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/,
  UUID: uuid('0-9a-fA-F', '-'),
  'simple UUID': uuid('0-9a-f', ''),
  'lower-case-hyphenated UUID': uuid('0-9a-f', '-'),
  'upper-case-hyphenated UUID': uuid('0-9A-F', '-'),
  'URN UUID': uuid('0-9a-f', '-', 'urn:uuid:'),
}

/** Checks that a value has taken the place of another one and is of a kind. */
export function assertReplaced(generated: Json, original: Json, kind: string): void {
  notDeepEqual(generated, original, `${JSON.stringify(original)} was not replaced`)
  if (kind === 'boolean') {
    equal(typeof generated, 'boolean')
    return
  }
  const pattern = PATTERNS[kind]
  if (pattern === undefined) throw new Error(`No step knows what a "${kind}" looks like.`)
  ok(typeof generated === 'string' || typeof generated === 'number')
  match(String(generated), pattern)
}

function uuid(digits: string, separator: string, prefix = ''): RegExp {
  const groups = HYPHENATED.map((length) => `[${digits}]{${length}}`)
  return new RegExp(`^${prefix}${groups.join(separator)}$`)
}
