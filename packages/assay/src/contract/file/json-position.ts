import { type JsonToken, tokenAt } from './json-token.ts'

/** Where a value is in a JSON text, as an editor counts: from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[]

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** Where the value of a path begins; when there is none, where the last one on the way does. */
export function offsetOf(text: string, path: JsonPath): number {
  let token = tokenAt(text, 0)
  for (const key of path) {
    const below = typeof key === 'number' ? itemOf(text, token, key) : memberOf(text, token, key)
    if (below === undefined) break
    token = below
  }
  return token.start
}

/** The value of a name that is there twice is the last one, as for `JSON.parse`. */
function memberOf(text: string, opening: JsonToken, name: string): JsonToken | undefined {
  if (opening.kind !== '{') return undefined
  let found: JsonToken | undefined
  let token = tokenAt(text, opening.end)
  while (token.kind === 'text') {
    const colon = tokenAt(text, token.end)
    const value = tokenAt(text, colon.end)
    if (JSON.parse(text.slice(token.start, token.end)) === name) found = value
    const next = tokenAt(text, endOfValue(text, value))
    token = next.kind === ',' ? tokenAt(text, next.end) : next
  }
  return found
}

function itemOf(text: string, opening: JsonToken, index: number): JsonToken | undefined {
  if (opening.kind !== '[') return undefined
  let token = tokenAt(text, opening.end)
  for (let passed = 0; token.kind !== ']'; passed += 1) {
    if (passed === index) return token
    const next = tokenAt(text, endOfValue(text, token))
    if (next.kind !== ',') return undefined
    token = tokenAt(text, next.end)
  }
  return undefined
}

function endOfValue(text: string, first: JsonToken): number {
  let token = first
  let depth = 0
  for (;;) {
    if (token.kind === '{' || token.kind === '[') depth += 1
    if (token.kind === '}' || token.kind === ']') depth -= 1
    if (depth === 0 || token.kind === 'end') return token.end
    token = tokenAt(text, token.end)
  }
}
