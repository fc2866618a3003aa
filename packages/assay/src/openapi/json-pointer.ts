import { decodeLoosely } from './decode-loosely.ts'
import { isJsonObject } from './json.ts'

/** Where in a document: the names and indexes from its root. */
export type Place = readonly (string | number)[]

/**
 * Writes a place as the fragment that a `$ref` to it would have.
 *
 * @example
 * toPointer(['paths', '/orders', 'post']) // '#/paths/~1orders/post'
 */
export function toPointer(place: Place): string {
  return ['#', ...place.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/')
}

/** Reads a fragment such as `#/paths/~1orders` back as a place; `undefined` if it is no JSON pointer. */
export function toPlace(pointer: string): string[] | undefined {
  if (pointer === '' || pointer === '#' || pointer === '#/') return []
  if (!pointer.startsWith('#/')) return undefined
  return pointer
    .slice(2)
    .split('/')
    .map((part) => decodeLoosely(part).replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What is at a place, or `undefined`. */
export function valueAt(root: unknown, place: Place): unknown {
  let value = root
  for (const part of place) {
    const isContainer = Array.isArray(value) || isJsonObject(value)
    if (!isContainer || !Object.hasOwn(value as object, part)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[part]
  }
  return value
}
