import { expect, test } from 'vitest'
import {
  arrayContaining,
  atMostLike,
  eachKeyLike,
  eachKeyMatches,
  eachLike,
  eachValueMatches,
} from './collection-matchers.ts'
import { fromProviderState, mockServerUrl } from './origin-matchers.ts'
import { nullable, optional } from './presence-matchers.ts'
import { readTemplate } from './read-template.ts'
import { date, datetime, regex, uuid } from './text-matchers.ts'
import { boolean, decimal, equal, integer, like, nullValue, string } from './value-matchers.ts'

/** The rules by path, those of lists of one rule without the list. */
function rulesOf(template: unknown) {
  const { rules } = readTemplate(template, 'answer')
  return Object.fromEntries(
    [...rules].map(([path, { combine, rules: list }]) => [
      path,
      list.length === 1 ? list[0] : { [combine]: list },
    ]),
  )
}

function exampleFrom(template: unknown) {
  return readTemplate(template, 'answer').example
}

test('takes examples and rules apart, wherever they are', () => {
  const template = {
    id: integer(7),
    name: like('Lamp'),
    size: { width: decimal(1.5) },
    tags: ['a', regex(/^b/, 'b')],
  }
  expect(exampleFrom(template)).toEqual({ id: 7, name: 'Lamp', size: { width: 1.5 }, tags: ['a', 'b'] })
  expect(rulesOf(template)).toEqual({
    '$.id': { match: 'integer' },
    '$.name': { match: 'type' },
    '$.size.width': { match: 'decimal' },
    '$.tags[1]': { match: 'regex', regex: '^b' },
  })
})

test('a matcher inside of another one has the last word', () => {
  expect(rulesOf(like({ id: 7, currency: equal('EUR') }))).toEqual({
    $: { match: 'type' },
    '$.currency': { match: 'equality' },
  })
  expect(rulesOf(like(integer(1)))).toEqual({ $: { match: 'integer' } })
})

test('lists repeat their item, whose rules are for each', () => {
  expect(exampleFrom(eachLike({ id: integer(1) }, { min: 2 }))).toEqual([{ id: 1 }, { id: 1 }])
  expect(rulesOf({ lines: eachLike({ id: integer(1) }, { min: 2, max: 5 }) })).toEqual({
    '$.lines': { match: 'min-max-type', min: 2, max: 5 },
    '$.lines[*].id': { match: 'integer' },
  })
  expect(rulesOf(atMostLike('x', 3))).toEqual({ $: { match: 'max-type', max: 3 } })
  expect(() => eachLike('x', { min: 3, max: 2 })).toThrow(
    'A list of 3 to 2 items cannot have an example with 3.',
  )
  expect(() => eachLike('x', { min: 0, count: 0 })).toThrow('cannot have an example with 0')
})

test('objects with any names have rules for all members', () => {
  expect(exampleFrom(eachKeyLike('ada', { age: integer(36) }))).toEqual({ ada: { age: 36 } })
  expect(rulesOf({ users: eachKeyLike('ada', { age: integer(36) }) })).toEqual({
    '$.users': { match: 'values' },
    '$.users.*': { match: 'type' },
    '$.users.*.age': { match: 'integer' },
  })
  const keyRule = { match: 'regex', regex: '^[A-Z]{3}$' }
  expect(rulesOf(eachKeyMatches(regex(/^[A-Z]{3}$/, 'EUR'), decimal(9.5)))).toEqual({
    $: {
      AND: [
        { match: 'each-key', definition: { value: 'EUR', rules: [keyRule], generator: undefined } },
        { match: 'values' },
      ],
    },
    '$.*': { match: 'decimal' },
  })
  expect(rulesOf(eachValueMatches({ ada: 5 }, integer(5)))).toMatchObject({
    $: { match: 'each-value', definition: { value: 5, rules: [{ match: 'integer' }] } },
  })
  expect(() => eachValueMatches([{}], like({ a: 1 }))).toThrow('not one for texts, numbers or booleans')
})

test('each variant of a list has rules and generators of its own', () => {
  const template = { actions: arrayContaining({ name: 'update', id: uuid() }, { name: 'delete' }) }
  const rule = rulesOf(template)['$.actions']
  expect(rule).toMatchObject({
    match: 'array-contains',
    variants: [
      { index: 0, generators: { '$.id': { type: 'Uuid' } } },
      { index: 1, generators: {} },
    ],
  })
  expect(rule).toHaveProperty(
    'variants[0].rules',
    new Map([['$.id', expect.objectContaining({ combine: 'AND' })]]),
  )
})

test('nullable is the rule of its example, or null', () => {
  expect(rulesOf({ a: nullable('x'), b: nullable(integer(1)), c: nullable(null) })).toEqual({
    '$.a': { OR: [{ match: 'type' }, { match: 'null' }] },
    '$.b': { OR: [{ match: 'integer' }, { match: 'null' }] },
    '$.c': { OR: [{ match: 'type' }, { match: 'null' }] },
  })
  expect(rulesOf(nullable(nullValue()))).toEqual({ $: { match: 'null' } })
  expect(rulesOf(nullable(nullable('x')))).toEqual({ $: { OR: [{ match: 'type' }, { match: 'null' }] } })
  for (const unsayable of [{ a: 1 }, ['x'], like({ a: 1 }), eachLike('x')]) {
    expect(() => nullable(unsayable)).toThrow('no pact can say "an object, or null"')
  }
})

test('what is optional is left out and told', () => {
  const template = { name: 'Lamp', weight: optional(decimal(1.5)), parts: eachLike({ note: optional('x') }) }
  const { example, rules, optional: left } = readTemplate(template, 'answer')
  expect(example).toEqual({ name: 'Lamp', parts: [{}] })
  expect([...rules.keys()]).toEqual(['$.parts'])
  expect(Object.fromEntries(left)).toEqual({ '$.weight': 1.5, '$.parts[*].note': 'x' })
  expect(() => readTemplate({ a: optional(1) }, 'request')).toThrow('$.a of a request cannot be optional')
  expect(() => readTemplate([optional(1)], 'answer')).toThrow('only members of objects can')
})

test('matchers without an example make a new one for each use, and keep a stable one', () => {
  const template = { id: uuid(), on: date(), is: boolean(), text: string(), sku: regex(/^[A-Z]{3}-\d{4}$/) }
  const first = readTemplate(template, 'answer')
  expect(first.example).toEqual(readTemplate(template, 'answer').example)
  expect([...first.generators].map(([path, { type }]) => [path, type])).toEqual([
    ['$.id', 'Uuid'],
    ['$.on', 'Date'],
    ['$.is', 'RandomBoolean'],
    ['$.text', 'RandomString'],
    ['$.sku', 'Regex'],
  ])
  expect(readTemplate({ id: uuid('e2490de5-5bd3-43d5-b7c4-526e33f71304') }, 'answer').generators.size).toBe(0)
  expect(exampleFrom(datetime())).toBe('2026-11-21T09:45:01.000Z')
})

test('a value of a provider state is exact in a request and of its type in an answer', () => {
  const template = { id: fromProviderState(stateOf('id'), 7) }
  expect(readTemplate(template, 'request').rules.size).toBe(0)
  expect(rulesOf(template)).toEqual({ '$.id': { match: 'type' } })
  expect(Object.fromEntries(readTemplate(template, 'request').generators)).toEqual({
    '$.id': { type: 'ProviderState', expression: stateOf('id'), dataType: 'INTEGER' },
  })
})

test('an address at the mock matches any host', () => {
  expect(rulesOf(mockServerUrl('/a.b'))).toEqual({ $: { match: 'regex', regex: '.*(\\/a\\.b)$' } })
  expect(readTemplate(mockServerUrl('/p/7', /\/p\/\d+/), 'answer').generators.get('$')).toEqual({
    type: 'MockServerURL',
    example: 'http://localhost:8080/p/7',
    regex: '.*(\\/p\\/\\d+)$',
  })
})

test('flags of a pattern stand in the pattern', () => {
  expect(rulesOf(regex(/^a/i, 'A'))).toEqual({ $: { match: 'regex', regex: '(?i)^a' } })
})

test('refuses what is not JSON, with its place', () => {
  expect(() => exampleFrom({ a: [1, Number.NaN] })).toThrow('$.a[1] is NaN (number), which is not JSON.')
  expect(() => exampleFrom({ a: () => 1 })).toThrow('$.a is () => 1 (function)')
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  expect(() => exampleFrom(circle)).toThrow('nested more than 100 levels deep')
  expect(exampleFrom({ at: new Date(0), gone: undefined, ['__proto__']: 1 })).toEqual(
    JSON.parse('{"at":"1970-01-01T00:00:00.000Z","__proto__":1}'),
  )
})

function stateOf(name: string): string {
  return `\${${name}}`
}
