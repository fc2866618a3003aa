import type { Random } from '../../../src/base/random.ts'
import type { JsonTree } from '../fuzz-case.ts'
import { oneIn } from './chance.ts'

type Part = string | number

/** An expression for a place that a value has, or nearly has; some parts are wildcards. */
export function createPathExpression(random: Random, tree: JsonTree): string {
  const places = placesIn(tree)
  const place = places[random.integer(0, places.length - 1)] ?? []
  const parts = place.map((part) => expressionPart(random, part))
  if (oneIn(random, 12)) parts.push(random.pick(['.a', '[0]', '[*]', '.*', "['a b']", '.id']))
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
function placesIn(tree: JsonTree): Part[][] {
  if (typeof tree === 'string') return [[]]
  const below: readonly (readonly [Part, JsonTree])[] =
    'members' in tree ? tree.members : tree.map((item, index) => [index, item] as const)
  const deeper = below
    // Neither engine has a way to write a name that is empty or has both quotes and brackets.
    .filter(([part]) => part !== '')
    .flatMap(([part, value]) => placesIn(value).map((rest) => [part, ...rest]))
  return [[], ...deeper]
}
