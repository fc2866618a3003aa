import { expect, test } from 'vitest'
import type { JsonSchema } from '../json.ts'
import { validatorOf } from './validators.ts'

const text = (schema: JsonSchema, value: unknown) => validatorOf(schema)(value).join('\n')

const pet: JsonSchema = {
  oneOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }],
  $defs: {
    Cat: {
      type: 'object',
      required: ['kind', 'lives'],
      properties: { kind: { const: 'cat' }, lives: { type: 'integer', maximum: 9 } },
    },
    Dog: {
      type: 'object',
      required: ['kind', 'breed'],
      properties: { kind: { const: 'dog' }, breed: { type: 'string' }, enemy: { $ref: '#/$defs/Cat' } },
    },
  },
}

test('of alternatives only the closest one is told', () => {
  expect(text(pet, { kind: 'cat', lives: 12 })).toMatchInlineSnapshot(`
    "$: fits none of 2 alternatives; the closest is Cat:
      $.lives: expected at most 9, got 12"
  `)
  expect(text(pet, { kind: 'dog', breed: 'pug', enemy: { kind: 'cat' } })).toMatchInlineSnapshot(`
    "$: fits none of 2 alternatives; the closest is Dog:
      $.enemy.lives: is required, but missing"
  `)
})

test('errors beside the alternatives are kept', () => {
  const schema = {
    type: 'object',
    required: ['owner'],
    properties: { pet, age: { type: 'integer' } },
    $defs: pet['$defs' as keyof typeof pet],
  }
  expect(text(schema, { pet: { kind: 'cat' }, age: 'old' })).toMatchInlineSnapshot(`
    "$.owner: is required, but missing
    $.pet: fits none of 2 alternatives; the closest is Cat:
      $.pet.lives: is required, but missing
    $.age: expected an integer, got "old""
  `)
})

test('alternatives that only differ in type are told as types', () => {
  expect(text({ anyOf: [{ type: 'null' }, { type: 'integer' }] }, 'x')).toBe(
    '$: expected null or an integer, got "x"',
  )
  expect(text({ anyOf: [{ type: 'null' }, { type: 'integer', minimum: 3 }] }, 2)).toBe(
    '$: expected at least 3, got 2',
  )
})

test('a value that fits two alternatives of one is told so', () => {
  const schema = { oneOf: [{ title: 'Whole', type: 'integer' }, { type: 'number' }, { type: 'string' }] }
  expect(text(schema, 3)).toBe('$: fits more than one alternative: Whole, number 2')
})

test.for<[JsonSchema, unknown, string]>([
  [{ type: ['string', 'array'] }, {}, '$: expected a string or an array, got an object'],
  [{ enum: ['a', 1] }, 'b', '$: expected one of "a", 1, got "b"'],
  [{ format: 'date-time' }, 'soon', '$: expected the format date-time, got "soon"'],
  [{ pattern: '^\\@[a-z]+$' }, 'x', '$: expected text that matches /^\\@[a-z]+$/, got "x"'],
  [{ required: ['a'] }, {}, '$.a: is required, but missing'],
  [{ dependentRequired: { a: ['b'] } }, { a: 1 }, '$.b: is required when "a" is there, but missing'],
  [{ uniqueItems: true }, [1, 2, 1], '$: expected no item twice, but items 0 and 2 are equal'],
  [{ items: { properties: { 'x y': false } } }, [{ 'x y': 1 }], '$[0]["x y"]: is not allowed'],
  [{ not: { const: 1 } }, 1, '$: is what it must not be: 1'],
  [
    { propertyNames: { maxLength: 2 } },
    { long: 1 },
    '$ (the name "long"): expected at most 2 characters, got "long"',
  ],
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
  [{ if: { type: 'string' }, then: { minLength: 1 } }, '', '$: expected at least 1 character, got ""'],
  [
    { properties: { price: {} }, additionalProperties: false },
    { prize: 1 },
    '$.prize: is not in the schema; did you mean "price"?',
  ],
])('%j given %j', ([schema, value, line]) => {
  expect(text(schema, value)).toBe(line)
})

test('a long list is cut', () => {
  const lines = validatorOf({ items: { type: 'string' } })(Array.from({ length: 30 }, () => 1))
  expect(lines).toHaveLength(21)
  expect(lines.at(-1)).toBe('… and 10 more')
})
