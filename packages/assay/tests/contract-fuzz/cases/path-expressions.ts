import type { Random } from '../../../src/base/random.ts'
import type { JsonTree } from '../fuzz-case.ts'
import { oneIn } from './chance.ts'

type Part = string | number

/** A place within a value, and what is there. */
export interface Place {
  readonly path: readonly Part[]
  readonly value: JsonTree
}

export function createPlace(random: Random, tree: JsonTree): Place {
  const places = placesIn(tree)
  return places[random.integer(0, places.length - 1)]!
}

/** An expression for a path, or nearly so; some parts are wildcards. */
export function expressionFor(random: Random, path: readonly Part[]): string {
  const parts = path.map((part) => expressionPart(random, part))
  if (oneIn(random, 15)) parts.push(random.pick(['.a', '[0]', '[*]', '.*', "['a b']", '.id']))
  return `$${parts.join('')}`
}

function expressionPart(random: Random, part: Part): string {
  if (typeof part === 'number') {
    if (oneIn(random, 2)) return '[*]'
    return oneIn(random, 10) ? random.pick(['.*', '[0]']) : `[${part}]`
  }
  if (oneIn(random, 6)) return random.pick(['.*', '.*', '[*]'])
  return /^[a-z][a-z0-9]*$/i.test(part) && !oneIn(random, 8) ? `.${part}` : `['${part}']`
}

/** The places of all values within a value, itself included. */
function placesIn(value: JsonTree): Place[] {
  if (typeof value === 'string') return [{ path: [], value }]
  const below: readonly (readonly [Part, JsonTree])[] =
    'members' in value ? value.members : value.map((item, index) => [index, item] as const)
  const deeper = below
    // There is no expression for a member whose name is empty.
    .filter(([part]) => part !== '')
    .flatMap(([part, member]) => placesIn(member).map((place) => ({ ...place, path: [part, ...place.path] })))
  return [{ path: [], value }, ...deeper]
}
