import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formatError } from '../errors/format-error.ts'
import type { OpenapiDocument } from './document.ts'
import type { JsonSchema } from './json.ts'
import { loadOpenapi } from './load-openapi.ts'
import { namedSchema, validateNamedSchema } from './named-schema.ts'
import { validatorFor } from './validation/validators.ts'

const products = await loadOpenapi(join(import.meta.dirname, 'fixtures/products.yaml'))

function documentWith(schemas: Record<string, JsonSchema>, version: '3.0' | '3.1' = '3.1'): OpenapiDocument {
  return { file: 'openapi.json', version, root: { openapi: `${version}.0`, components: { schemas } } }
}

function failureOf(act: () => unknown): string {
  try {
    return `no failure, but ${act()}`
  } catch (error) {
    return formatError(error)
  }
}

test('validates a value against a schema by its name', () => {
  expect(
    validateNamedSchema(products, 'Category', { name: 'Books', parent: { name: 'All', parent: null } }),
  ).toEqual([])
  expect(validateNamedSchema(products, 'Category', { name: 'B', parent: { name: 7 } })).toEqual([
    '$.name: expected at least 3 characters, got "B"',
    '$.parent.name: expected a string, got 7',
  ])
})

test('an unknown name is told with the nearest one', () => {
  expect(
    failureOf(() => validateNamedSchema(products, 'Catgory', {})).replace(/document \S+\//, 'document …/'),
  ).toMatchInlineSnapshot(`
    "The OpenAPI document …/products.yaml has no schema "Catgory".
      it has: Product, Category
      fix: did you mean "Category"?
      (openapi_unknown_schema)"
  `)
})

test('a schema that is itself wrong is told with its place', () => {
  const document = documentWith({ Odd: { type: 'text' } })
  expect(failureOf(() => validateNamedSchema(document, 'Odd', 1))).toMatchInlineSnapshot(`
    "The OpenAPI document openapi.json has a problem.
      #/components/schemas/Odd: schema is invalid: data/type must be equal to one of the allowed values, data/type must be array, data/type must match a schema in anyOf
      fix: correct the document at each place named above
      (openapi_invalid)"
  `)
})

test('with a direction, readOnly and writeOnly count', () => {
  const product = { price: { amount: 1, currency: 'EUR' }, category: { name: 'Books' } }
  const check = (value: unknown, direction: 'request' | 'response') =>
    validatorFor(products, namedSchema(products, 'Product', direction))(value)
  expect(check({ ...product, supplierKey: 's' }, 'request')).toEqual([])
  expect(check({ ...product, id: 'p1' }, 'response')).toEqual([])
  expect(check({ ...product, id: 'p1' }, 'request')).toEqual([
    '$.supplierKey: is required, but missing',
    '$.id: it is readOnly: it must not be in a request',
  ])
})

test('what must not travel is not required either, wherever that is written', () => {
  const document = documentWith({
    Base: { type: 'object', required: ['key'], properties: { key: { type: 'string', writeOnly: true } } },
    User: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['key', 'id'] }] },
  })
  const validate = validatorFor(document, namedSchema(document, 'User', 'response'))
  expect(validate({ id: 1 })).toEqual([])
  expect(validate({})).toEqual(['$.id: is required, but missing'])
})

test('3.0 has its own way to say nullable and exclusive bounds', () => {
  const document = documentWith(
    {
      Money: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 10, exclusiveMaximum: false },
      Name: { type: 'string', nullable: true },
      Colour: { type: 'string', nullable: true, enum: ['red'] },
      Owner: { nullable: true, allOf: [{ $ref: '#/components/schemas/Name' }, { minLength: 2 }] },
      Sibling: { $ref: '#/components/schemas/Money', minimum: 5 },
    },
    '3.0',
  )
  const lines = (name: string, value: unknown) => validateNamedSchema(document, name, value)
  expect(lines('Money', 0)).toEqual(['$: expected more than 0, got 0'])
  expect(lines('Money', 10)).toEqual([])
  expect(lines('Name', null)).toEqual([])
  expect(lines('Name', 1)).toEqual(['$: expected a string or null, got 1'])
  expect(lines('Colour', null)).toEqual(['$: expected one of "red", got null'])
  expect(lines('Owner', null)).toEqual([])
  expect(lines('Owner', 'a')).toEqual(['$: expected at least 2 characters, got "a"'])
  expect(lines('Sibling', 1)).toEqual([])
})

test('3.1 takes its keywords as JSON Schema means them', () => {
  const document = documentWith({
    Price: { type: 'number', exclusiveMinimum: 0, multipleOf: 0.01 },
    Name: { type: 'string', nullable: true },
    Pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
    Big: { $ref: '#/components/schemas/Price', minimum: 5 },
  })
  expect(validateNamedSchema(document, 'Price', 0.07)).toEqual([])
  expect(validateNamedSchema(document, 'Price', 0)).toEqual(['$: expected more than 0, got 0'])
  expect(validateNamedSchema(document, 'Name', null)).toEqual(['$: expected a string, got null'])
  expect(validateNamedSchema(document, 'Pair', ['a', 1, 2])).toEqual([
    '$: expected at most 2 items, got an array of 3',
  ])
  expect(validateNamedSchema(document, 'Big', 1)).toEqual(['$: expected at least 5, got 1'])
})
