import type { Random } from '../../../src/base/random.ts'
import type { HeaderList } from '../fuzz-case.ts'
import { oneIn, oneOf, several } from './chance.ts'

const NAMES = 'X-A x-b Accept Accept Vary Date X-List Cache-Control'.split(' ')
const VALUES = [
  ...'a b 1 100 1.5 -1 +1 .5 true a,b text/html text/html;q=0.5 2024-02-03 a=b;c=d 1.2.3 no-cache'.split(' '),
  ...['a, b', 'b, a', 'a b', 'Sat, 21 Nov 2026 09:45:01 GMT', 'text/html, text/plain;q=0.1', 'a=b; c=D'],
  ...['text/html;q=0.5;a=b', 'text/html; A=B'],
]

export function createHeaders(random: Random): HeaderList {
  const headers = several(random, [1, 2], () => [oneOf(random, NAMES), createValues(random)] as const)
  return [...new Map(headers)]
}

function createValues(random: Random): string[] {
  return several(random, [1, oneIn(random, 4) ? 3 : 1], () => oneOf(random, VALUES))
}

/** The headers as they may come: names in other cases, other values, others besides. */
export function mutateHeaders(random: Random, headers: HeaderList): HeaderList {
  const kept = headers
    .filter(() => !oneIn(random, 15))
    .map(
      ([name, values]) =>
        [oneIn(random, 4) ? name.toLowerCase() : name, mutateValues(random, name, values)] as const,
    )
  return oneIn(random, 5) ? [...kept, ['X-Other', createValues(random)]] : kept
}

function mutateValues(random: Random, name: string, values: readonly string[]): string[] {
  if (name === 'Content-Type') return oneIn(random, 10) ? [oneOf(random, TYPES)] : [...values]
  const changed = values.map((value) => (oneIn(random, 3) ? oneOf(random, VALUES) : respaced(random, value)))
  if (oneIn(random, 8)) changed.push(oneOf(random, VALUES))
  if (oneIn(random, 10) && changed.length > 1) changed.pop()
  return changed
}

function respaced(random: Random, value: string): string {
  return value.replace(/[,;] ?/g, (separator) => `${separator[0]}${random.pick(['', ' '])}`)
}

const TYPES = [
  ...'application/json application/hal+json text/plain application/xml text/xml nonsense'.split(' '),
  ...['application/json; charset=UTF-8', 'APPLICATION/JSON', 'application/json;charset=utf-16'],
]
