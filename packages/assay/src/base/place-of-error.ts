import { fileURLToPath } from 'node:url'

/** Frames of Node, of packages and of this one say nothing to whoever wrote what failed. */
const OWN_FOLDER = fileURLToPath(new URL('..', import.meta.url))
const FRAME = /^\s+at (?:.*\()?(?<place>(?:file:\/\/)?\/.*:\d+:\d+)\)?$/

/**
 * Where something was thrown in code of users, as a line of evidence; none when no frame is there.
 *
 * @example
 * const error = new Error('no stock')
 * error.stack = 'Error: no stock\n    at setup (file:///shop/products.states.ts:6:13)'
 * placeOfError(error) // ['at /shop/products.states.ts:6:13']
 */
export function placeOfError(thrown: unknown): readonly string[] {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : ''
  const places = stack.split('\n').flatMap((line) => FRAME.exec(line)?.groups?.['place'] ?? [])
  const path = places.map(toPath).find((place) => !isForeign(place))
  return path === undefined ? [] : [`at ${path}`]
}

function toPath(place: string): string {
  return place.startsWith('file:') ? fileURLToPath(place) : place
}

function isForeign(place: string): boolean {
  return place.startsWith(OWN_FOLDER) || place.includes('/node_modules/')
}
