import { dereference } from './dereference.ts'
import type { OpenapiDocument } from './document.ts'
import { isJsonObject, type JsonObject } from './json.ts'

/** Which way a body travels: properties that are `readOnly` or `writeOnly` belong to one of them. */
export type Direction = 'request' | 'response'

/** Marks the schema of a property that must not travel in a direction; its value says why. */
export const BARRED_KEY = 'x-barred'

export interface Travel {
  readonly document: OpenapiDocument
  readonly direction: Direction | undefined
}

const MAX_DEPTH = 10

/** Whether a property must not travel in the direction. */
export function isBarred(property: unknown, { document, direction }: Travel): boolean {
  if (direction === undefined) return false
  const keyword = keywordOf(direction)
  const target = dereference(document.root, property)
  return [property, target].some((schema) => isJsonObject(schema) && schema[keyword] === true)
}

/** The schema of a property that must not travel: nothing satisfies it. */
export function barFor(direction: Direction): JsonObject {
  return { not: {}, [BARRED_KEY]: `it is ${keywordOf(direction)}: it must not be in a ${direction}` }
}

/** The names of the properties of a schema, and of those it is all of, that must not travel. */
export function barredProperties(node: unknown, travel: Travel, depth = 0): string[] {
  const schema = dereference(travel.document.root, node)
  if (travel.direction === undefined || depth > MAX_DEPTH || !isJsonObject(schema)) return []
  const properties = isJsonObject(schema['properties']) ? Object.entries(schema['properties']) : []
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'] : []
  return [
    ...properties.filter(([, property]) => isBarred(property, travel)).map(([name]) => name),
    ...parts.flatMap((part) => barredProperties(part, travel, depth + 1)),
  ]
}

function keywordOf(direction: Direction): string {
  return direction === 'request' ? 'readOnly' : 'writeOnly'
}
