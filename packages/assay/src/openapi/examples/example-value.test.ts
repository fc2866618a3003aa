import { expect, test } from 'vitest'
import type { JsonSchema } from '../json.ts'
import { validatorOf } from '../validation/validators.ts'
import { exampleOf } from './example-value.ts'

const $defs: Record<string, JsonSchema> = {
  Entity: { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } },
  Node: {
    type: 'object',
    required: ['value', 'children'],
    properties: { value: { type: 'integer' }, children: { type: 'array', items: { $ref: '#/$defs/Node' } } },
  },
  List: {
    type: 'object',
    required: ['head'],
    properties: { head: { type: 'integer' }, tail: { anyOf: [{ $ref: '#/$defs/List' }, { type: 'null' }] } },
  },
  Expression: {
    oneOf: [
      {
        type: 'object',
        required: ['left', 'right'],
        properties: { left: { $ref: '#/$defs/Expression' }, right: { $ref: '#/$defs/Expression' } },
      },
      { type: 'number' },
    ],
  },
  Cat: {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { const: 'cat' }, lives: { type: 'integer', minimum: 1, maximum: 9 } },
  },
  Dog: {
    type: 'object',
    required: ['kind', 'breed'],
    properties: { kind: { const: 'dog' }, breed: { type: 'string' } },
  },
  Endless: { type: 'object', required: ['next'], properties: { next: { $ref: '#/$defs/Endless' } } },
}

/** Each with the example that is expected of it; every one is checked against its schema too. */
const expected: [name: string, schema: JsonSchema, example: unknown][] = [
  // What is written in the schema.
  ['an example', { type: 'string', example: 'mine' }, 'mine'],
  ['the first of several', { type: 'string', examples: ['mine', 'yours'] }, 'mine'],
  ['a default', { type: 'integer', default: 7 }, 7],
  ['an enumeration', { enum: ['b', 'a'] }, 'b'],
  ['a constant', { const: { a: 1 } }, { a: 1 }],
  ['an example that is wrong is passed over', { type: 'integer', example: 'no' }, 1],
  ['so is a default', { type: 'string', default: 5 }, 'text'],
  // Text.
  ['uuid', { type: 'string', format: 'uuid' }, '00000000-0000-4000-8000-000000000001'],
  ['date', { type: 'string', format: 'date' }, '2024-01-01'],
  ['time', { type: 'string', format: 'time' }, '12:00:00Z'],
  ['date-time', { type: 'string', format: 'date-time' }, '2024-01-01T12:00:00Z'],
  ['duration', { type: 'string', format: 'duration' }, 'P1D'],
  ['email', { type: 'string', format: 'email' }, 'text@example.com'],
  ['long email', { type: 'string', format: 'email', minLength: 20 }, `${'text'.padEnd(20, 'x')}@example.com`],
  ['hostname', { type: 'string', format: 'hostname' }, 'text.example.com'],
  ['ipv4', { type: 'string', format: 'ipv4' }, '192.0.2.1'],
  ['ipv6', { type: 'string', format: 'ipv6' }, '2001:db8::1'],
  ['uri', { type: 'string', format: 'uri' }, 'https://example.com/text'],
  ['uri-reference', { type: 'string', format: 'uri-reference' }, '/text'],
  ['uri-template', { type: 'string', format: 'uri-template' }, 'https://example.com/{text}'],
  ['json-pointer', { type: 'string', format: 'json-pointer' }, '/text'],
  ['regex', { type: 'string', format: 'regex' }, '^text$'],
  ['byte', { type: 'string', format: 'byte' }, 'dGV4dA=='],
  ['unknown format', { type: 'string', format: 'colour' }, 'text'],
  ['long text', { type: 'string', minLength: 10 }, 'texttextte'],
  ['short text', { type: 'string', maxLength: 2 }, 'te'],
  ['order number', { type: 'string', pattern: '^ORD-[0-9]{6}$' }, 'ORD-000000'],
  ['slug', { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', minLength: 5 }, 'aa-aa'],
  ['alternatives', { type: 'string', pattern: '^(?:EUR|USD)$' }, 'EUR'],
  ['phone', { type: 'string', pattern: '^\\+[1-9]\\d{1,14}$' }, '+10'],
  ['password', { type: 'string', pattern: '^(?=.*[A-Z])(?=.*\\d).{8,}$' }, 'Abcdef1!'],
  ['no anchors', { type: 'string', pattern: '\\w+@\\w+' }, 'a@a'],
  ['unicode class', { type: 'string', pattern: '^\\p{Lu}{2,}$' }, 'AA'],
  ['negated class', { type: 'string', pattern: '^[^a-z]$' }, 'A'],
  ['back reference', { type: 'string', pattern: '^(["\'])x\\1$' }, '"x"'],
  ['older escapes', { type: 'string', pattern: '^\\@\\-$' }, '@-'],
  // Numbers.
  ['range', { type: 'integer', minimum: 5, maximum: 7 }, 5],
  ['negative', { type: 'integer', maximum: -3 }, -3],
  ['more than zero', { type: 'number', exclusiveMinimum: 0 }, 1],
  ['narrow', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.5 }, 0.4],
  ['multiple', { type: 'integer', minimum: 7, multipleOf: 5 }, 10],
  ['fraction', { type: 'number', minimum: 1.02, multipleOf: 0.05 }, 1.05],
  ['exactly', { type: 'number', minimum: 0.3, maximum: 0.3 }, 0.3],
  ['not some', { type: 'integer', not: { enum: [1, 2] } }, 3],
  // Arrays.
  ['three items', { type: 'array', items: { type: 'integer' }, minItems: 3 }, [1, 1, 1]],
  [
    'no item twice',
    { type: 'array', items: { type: 'integer', maximum: 2 }, minItems: 2, uniqueItems: true },
    [1, 2],
  ],
  [
    'enum, no item twice',
    { type: 'array', items: { enum: ['a', 'b'] }, minItems: 2, uniqueItems: true },
    ['a', 'b'],
  ],
  [
    'objects, no item twice',
    { type: 'array', items: { $ref: '#/$defs/Entity' }, minItems: 2, uniqueItems: true },
    [{ id: '00000000-0000-4000-8000-000000000001' }, { id: '00000000-0000-4000-8000-000000000002' }],
  ],
  [
    'tuple',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
    ['text', 1],
  ],
  ['contains', { type: 'array', contains: { const: 5 }, items: { type: 'integer' }, minItems: 2 }, [5, 1]],
  ['no items', { type: 'array', items: { type: 'integer' }, maxItems: 0 }, []],
  // Objects.
  [
    'required, but not described',
    { type: 'object', required: ['b'], properties: { a: { type: 'null' } } },
    { a: null, b: 'text' },
  ],
  ['map', { type: 'object', additionalProperties: { type: 'integer' } }, { property1: 1 }],
  [
    'map of at least two',
    { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 2 },
    { property1: 1, property2: 1 },
  ],
  [
    'named by pattern',
    {
      type: 'object',
      patternProperties: { '^x-': { type: 'integer' } },
      additionalProperties: false,
      minProperties: 1,
    },
    { 'x-': 1 },
  ],
  [
    'property names',
    { type: 'object', propertyNames: { pattern: '^[A-Z]{3}$' }, additionalProperties: { type: 'number' } },
    { AAA: 1 },
  ],
  [
    'at most one',
    { type: 'object', required: ['b'], maxProperties: 1, properties: { a: { const: 1 }, b: { const: 2 } } },
    { b: 2 },
  ],
  [
    'dependents',
    { type: 'object', properties: { a: { const: 1 } }, dependentRequired: { a: ['b'] } },
    { a: 1, b: 'text' },
  ],
  [
    'closed',
    {
      allOf: [
        { properties: { a: { const: 1 } }, additionalProperties: false },
        { properties: { a: {}, b: {} } },
      ],
    },
    { a: 1 },
  ],
  // Composition.
  [
    'allOf',
    { allOf: [{ $ref: '#/$defs/Entity' }, { required: ['name'], properties: { name: { type: 'string' } } }] },
    { id: '00000000-0000-4000-8000-000000000001', name: 'text' },
  ],
  [
    'allOf of bounds',
    {
      allOf: [
        { type: 'number', minimum: 3 },
        { type: 'integer', maximum: 10 },
      ],
    },
    3,
  ],
  [
    'unevaluated',
    { allOf: [{ $ref: '#/$defs/Entity' }], properties: { n: { const: 2 } }, unevaluatedProperties: false },
    { id: '00000000-0000-4000-8000-000000000001', n: 2 },
  ],
  ['oneOf', { oneOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }] }, { kind: 'cat', lives: 1 }],
  ['oneOf that overlaps', { oneOf: [{ type: 'number' }, { type: 'integer' }] }, 1.5],
  [
    'one of two members',
    {
      type: 'object',
      properties: { a: { const: 1 }, b: { const: 2 } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    { a: 1 },
  ],
  ['null last', { anyOf: [{ type: 'null' }, { type: 'string' }] }, 'text'],
  ['null last in types', { type: ['null', 'integer'] }, 1],
  ['alternatives of length', { type: 'string', anyOf: [{ minLength: 8 }, { maxLength: 2 }] }, 'texttext'],
  ['not', { type: 'string', not: { const: 'text' } }, 'text-2'],
  [
    'if, then',
    {
      type: 'object',
      required: ['k'],
      properties: { k: { enum: ['a', 'b'] } },
      if: { properties: { k: { const: 'a' } } },
      // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
      then: { required: ['x'], properties: { x: { type: 'integer' } } },
    },
    { k: 'a', x: 1 },
  ],
  [
    'reference with siblings',
    { $ref: '#/$defs/Entity', required: ['z'], properties: { z: { type: 'integer' } } },
    { id: '00000000-0000-4000-8000-000000000001', z: 1 },
  ],
  [
    'the same reference twice',
    { type: 'object', properties: { x: { $ref: '#/$defs/Cat' }, y: { $ref: '#/$defs/Cat' } } },
    { x: { kind: 'cat', lives: 1 }, y: { kind: 'cat', lives: 1 } },
  ],
  ['anything', true, 'text'],
  // Recursion.
  ['tree', { $ref: '#/$defs/Node' }, { value: 1, children: [{ value: 1, children: [] }] }],
  ['list', { $ref: '#/$defs/List' }, { head: 1, tail: { head: 1 } }],
  ['expression', { $ref: '#/$defs/Expression' }, { left: 1, right: 1 }],
]

test.for(expected)('%s', ([, schema, example]) => {
  const whole = typeof schema === 'boolean' ? schema : { ...schema, $defs }
  expect(exampleOf(whole)).toEqual({ value: example })
  expect(validatorOf(whole)(example)).toEqual([])
})

test('says that there is none', () => {
  expect(exampleOf(false)).toBeUndefined()
  expect(exampleOf({ $ref: '#/$defs/Endless', $defs })).toBeUndefined()
  expect(exampleOf({ type: 'integer', minimum: 3, maximum: 2 })).toBeUndefined()
  expect(exampleOf({ type: 'string', pattern: '^(?=.*[A-Z])[a-z]*$' })).toBeUndefined()
})

test('repeats within repeats stay bounded', () => {
  const found = exampleOf({ type: 'string', pattern: '^((((a*)*b)*)*c)*$', minLength: 50 })
  expect(String(found?.value).length).toBeLessThan(11_000)
})

test('a schema that grows with every level stays bounded', () => {
  const level = (next: string) => ({
    type: 'object',
    properties: Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`p${index}`, { $ref: `#/$defs/${next}` }]),
    ),
  })
  const levels = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`L${index}`, level(`L${index + 1}`)]),
  )
  const whole = { $ref: '#/$defs/L0', $defs: { ...levels, L10: { type: 'string' } } }
  const found = exampleOf(whole)
  expect(validatorOf(whole)(found?.value)).toEqual([])
  expect(JSON.stringify(found?.value).length).toBeLessThan(1_000_000)
})
