import type { Random } from '../../../src/base/random.ts'
import type { Json, JsonObject } from '../../../src/contract/model/json.ts'
import type { JsonTree, RuleListJson } from '../fuzz-case.ts'
import { oneIn, oneOf, several } from './chance.ts'

const PATTERNS = [
  ...String.raw`\d+ ^\d+$ .* [a-z]+ ^[a-z]*$ (a|b)*c a ^a \w{3} ^$ \s \p{L} [[:alpha:]]+ (?i)ABC`.split(' '),
  ...String.raw`^\d{4}-\d{2}-\d{2}$ true|false \. ( [é日] ^.$ \bb\b (?<!a)b a\z A|100`.split(' '),
]

const DATE_FORMATS = [
  ...'yyyy-MM-dd yyyy-MM yy-MM-dd yyyy-M-d dd/MM/yyyy MMMM EEE yyyy D w QQQ y-M-d'.split(' '),
  ...'HH:mm:ss HH:mm H:mm:ss KK:mm kk:mm HHmmss HH:mm:ss.SSS mm:ss'.split(' '),
  ..."yyyy-MM-dd'T'HH:mm:ssX yyyy-MM-dd'T'HH:mm:ssXXX yyyy-MM-dd'T'HH:mm:ss.SSS".split(' '),
  ..."yyyy-MM-dd'T'HH:mm:ssZ yyyy-MM-dd'T'HH:mm:ssZZZZZ yyyy-MM-dd'T'HH:mm:ss'Z' G '' LLL".split(' '),
  ...['hh:mm a', 'yyyy-MM-dd HH:mm:ss z', ''],
]

const CONTENT_TYPES = ['image/png', 'application/json', 'text/plain', 'application/xml', 'text/html'] as const
const STATUSES = ['info', 'success', 'redirect', 'clientError', 'serverError', 'nonError', 'error'] as const

/**
 * Rules for one place, mostly one.
 *
 * @param value What is there: half of the rules are such as one would have for it.
 */
export function createRuleList(random: Random, value?: JsonTree, depth = 0): RuleListJson {
  const many = oneIn(random, 4) ? random.integer(2, 3) : 1
  const create = () =>
    value !== undefined && oneIn(random, 2) ? fittingMatcher(random, value) : createMatcher(random, depth)
  return { combine: random.pick(['AND', 'AND', 'OR']), matchers: Array.from({ length: many }, create) }
}

/** Rules for a text that may be the text of a number or a boolean. */
export function createTextRules(random: Random): RuleListJson {
  return createRuleList(random, random.pick(['"a"', '1', 'true']))
}

function fittingMatcher(random: Random, value: JsonTree): JsonObject {
  const anything = { match: 'regex', regex: '.*' }
  if (typeof value === 'string') {
    if (value === 'null') return { match: random.pick(['null', 'type']) }
    if (value === 'true' || value === 'false') return { match: random.pick(['boolean', 'type']) }
    if (!value.startsWith('"')) return { match: random.pick(['type', 'number', 'integer', 'decimal']) }
    return random.pick<JsonObject>([{ match: 'type' }, anything, { match: 'include', value: '' }])
  }
  const ofEach = [random.pick<JsonObject>([{ match: 'type' }, { match: 'notEmpty' }, anything])]
  const eachValue = { match: 'eachValue', value: '', rules: ofEach }
  if ('members' in value) {
    const eachKey = { match: 'eachKey', value: '', rules: [anything] }
    return random.pick<JsonObject>([{ match: 'type' }, { match: 'values' }, eachKey, eachValue])
  }
  const variants = value.slice(0, 1).map((_, index) => ({ index, rules: {} }))
  return random.pick<JsonObject>([
    { match: 'type' },
    sizedType(random),
    eachValue,
    { match: 'arrayContains', variants },
  ])
}

const SIMPLE = 'equality type type integer decimal number boolean null values notEmpty semver'.split(' ')

/** A matcher of version 2, 3 or 4. */
export function createMatcher(random: Random, depth = 0): JsonObject {
  const makers: readonly (() => JsonObject)[] = [
    () => ({ match: oneOf(random, SIMPLE) }),
    () => ({ match: oneOf(random, SIMPLE) }),
    () => ({ match: oneOf(random, SIMPLE) }),
    () => sizedType(random),
    () => sizedType(random),
    () => ({ match: 'regex', regex: oneOf(random, PATTERNS) }),
    () => ({ match: 'regex', regex: oneOf(random, PATTERNS) }),
    () => ({ match: 'include', value: random.pick(['a', '', '1', 'é', 'b', '0', '"', 'x']) }),
    () => dateMatcher(random),
    () => dateMatcher(random),
    () => ({ match: 'contentType', value: random.pick(CONTENT_TYPES) }),
    () => ({ match: 'statusCode', status: oneIn(random, 3) ? [200, 201] : random.pick(STATUSES) }),
    () => (depth > 1 ? { match: 'type' } : eachMatcher(random, depth)),
    () => (depth > 1 ? { match: 'type' } : eachMatcher(random, depth)),
    () => (depth > 1 ? { match: 'type' } : arrayContains(random, depth)),
  ]
  return oneOf(random, makers)()
}

function sizedType(random: Random): JsonObject {
  const min = random.integer(0, 3)
  return random.pick<JsonObject>([
    { match: 'type', min },
    { match: 'type', max: random.integer(0, 3) },
    { match: 'type', min, max: min + random.integer(0, 2) },
  ])
}

function dateMatcher(random: Random): JsonObject {
  const match = random.pick(['date', 'time', 'datetime'])
  return oneIn(random, 5) ? { match } : { match, format: oneOf(random, DATE_FORMATS) }
}

function eachMatcher(random: Random, depth: number): JsonObject {
  const match = random.pick(['eachKey', 'eachValue', 'eachValue'])
  return { match, value: '', rules: several(random, [1, 2], () => createMatcher(random, depth + 1)) }
}

function arrayContains(random: Random, depth: number): JsonObject {
  const variants = several(random, [0, 2], (): Json => {
    const names = several(random, [0, 2], () => random.pick(['$', '$.*', '$.a', '$.id', '$[*]', "$['a b']"]))
    const rules = Object.fromEntries(names.map((name): [string, Json] => [name, listJson(random, depth + 1)]))
    return { index: random.integer(0, 2), rules }
  })
  return { match: 'arrayContains', variants }
}

function listJson(random: Random, depth: number): Json {
  const { combine, matchers } = createRuleList(random, undefined, depth)
  return { combine, matchers }
}
