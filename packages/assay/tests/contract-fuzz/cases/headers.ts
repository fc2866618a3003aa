import type { Random } from '../../../src/base/random.ts'
import type { HeaderList } from '../fuzz-case.ts'
import { oneIn, several } from './chance.ts'

const NAMES = ['X-A', 'x-b', 'Accept', 'Accept', 'Vary', 'Date', 'X-List', 'Cache-Control'] as const
const VALUES = [
  ...[
    'a',
    'b',
    '1',
    '100',
    '1.5',
    'true',
    'a, b',
    'a,b',
    'b, a',
    'text/html',
    'text/html;q=0.5',
    'a b',
    '2024-02-03',
  ],
  ...[
    'Sat, 21 Nov 2026 09:45:01 GMT',
    'text/html, text/plain;q=0.1',
    'a=b;c=d',
    'a=b; c=D',
    '1.2.3',
    'no-cache',
  ],
] as const

export function createHeaders(random: Random): HeaderList {
  const headers = several(random, [1, 2], () => [random.pick(NAMES), createValues(random)] as const)
  return [...new Map(headers)]
}

function createValues(random: Random): string[] {
  return several(random, [1, oneIn(random, 4) ? 3 : 1], () => random.pick(VALUES))
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
  if (name === 'Content-Type') return oneIn(random, 10) ? [random.pick(TYPES)] : [...values]
  const changed = values.map((value) => (oneIn(random, 3) ? random.pick(VALUES) : value))
  if (oneIn(random, 8)) changed.push(random.pick(VALUES))
  if (oneIn(random, 10) && changed.length > 1) changed.pop()
  return changed
}

const TYPES = [
  ...[
    'application/json',
    'application/json; charset=UTF-8',
    'application/hal+json',
    'text/plain',
    'application/xml',
  ],
  ...['text/xml', 'APPLICATION/JSON', 'application/json;charset=utf-16', 'nonsense'],
] as const
