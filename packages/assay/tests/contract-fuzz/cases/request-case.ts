import type { Random } from '../../../src/base/random.ts'
import type { FuzzRequest, FuzzRules, NamedRules, RequestCase, RuleListJson } from '../fuzz-case.ts'
import { createBodyPair } from './bodies.ts'
import { oneIn, oneOf, several } from './chance.ts'
import { createHeaders, mutateHeaders } from './headers.ts'
import { createRuleList, createTextRules } from './matchers.ts'

type Query = FuzzRequest['query']

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const PATHS = ['/a/b c', ...'/ /a /a/1 /a/100 /A /é /a/2024-02-03 /a/1.2.3 /true'.split(' ')]
const PARAMETERS = ['q', 'ids', 'é', 'a b', 'x[]', 'x-y'] as const
const VALUES = ['', 'a b', ...'a b 1 100 1.5 true é a&b 2024-02-03 1.2.3 + % -1 +1 .5 1e2 NaN 200'.split(' ')]

/** A request that is expected and one that comes. */
export function createRequestCase(random: Random): RequestCase {
  const method = random.pick(METHODS)
  const path = oneOf(random, PATHS)
  const query = oneIn(random, 2) ? createQuery(random) : []
  const headers = oneIn(random, 2) ? createHeaders(random) : []
  const bodies = method === 'GET' || method === 'DELETE' ? undefined : createBodyPair(random, 'http')
  const type = bodies?.contentType === undefined ? [] : [['Content-Type', [bodies.contentType]] as const]
  const none = { format: 'none' } as const
  return {
    kind: 'request',
    expected: { method, path, query, headers: [...headers, ...type], body: bodies?.expected ?? none },
    actual: {
      method: oneIn(random, 25) ? random.pick(METHODS) : method,
      path: oneIn(random, 10) ? oneOf(random, PATHS) : path,
      query: mutateQuery(random, query),
      headers: mutateHeaders(random, [...headers, ...type]),
      body: bodies?.actual ?? none,
    },
    rules: withoutEmpty({
      body: bodies?.rules,
      query: namedRules(random, query),
      header: namedRules(random, headers),
      path: oneIn(random, 6) ? createRuleList(random) : undefined,
    }),
  }
}

/** Rules for some of the names. */
export function namedRules(random: Random, named: readonly (readonly [string, unknown])[]): NamedRules {
  const some = named.filter(() => oneIn(random, 2))
  return Object.fromEntries(some.map(([name]) => [name, createTextRules(random)]))
}

interface PossibleRules {
  readonly body?: NamedRules | undefined
  readonly query?: NamedRules
  readonly header?: NamedRules
  readonly path?: RuleListJson | undefined
  readonly status?: RuleListJson | undefined
}

export function withoutEmpty(rules: PossibleRules): FuzzRules {
  const present = Object.entries(rules).filter(
    ([, found]) => found !== undefined && Object.keys(found).length > 0,
  )
  return Object.fromEntries(present)
}

function createQuery(random: Random): Query {
  const parameters = several(random, [1, 2], () => [random.pick(PARAMETERS), createValues(random)] as const)
  return [...new Map(parameters)]
}

function createValues(random: Random): (string | null)[] {
  return several(random, [1, oneIn(random, 3) ? 3 : 1], () => createValue(random))
}

function createValue(random: Random): string | null {
  return oneIn(random, 12) ? null : oneOf(random, VALUES)
}

function mutateQuery(random: Random, query: Query): Query {
  const kept = query
    .filter(() => !oneIn(random, 12))
    .map(([name, values]) => [name, mutateValues(random, values)] as const)
  const added = oneIn(random, 12) ? [[random.pick(PARAMETERS), createValues(random)] as const] : []
  return [...new Map([...kept, ...added])]
}

function mutateValues(random: Random, values: readonly (string | null)[]): (string | null)[] {
  const changed = values.map((value) => (oneIn(random, 3) ? createValue(random) : value))
  if (oneIn(random, 8)) changed.push(createValue(random))
  if (oneIn(random, 10) && changed.length > 1) changed.pop()
  return changed
}
