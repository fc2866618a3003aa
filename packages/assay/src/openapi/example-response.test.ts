import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { OpenapiDocument } from './document.ts'
import { exampleFor, exampleResponse } from './example-response.ts'
import type { JsonObject } from './json.ts'
import { loadOpenapi } from './load-openapi.ts'
import { namedSchema } from './named-schema.ts'
import { operationsOf } from './read-operations.ts'
import { validateResponse } from './validate-response.ts'

const products = await loadOpenapi(join(import.meta.dirname, 'fixtures/products.yaml'))

function responseWith(responses: JsonObject) {
  const root = { openapi: '3.1.0', paths: { '/a': { get: { responses } } } }
  const document: OpenapiDocument = { file: 'openapi.json', version: '3.1', root }
  const [operation] = operationsOf(document)
  if (operation === undefined) throw new Error('the document has no operation')
  return exampleResponse(document, operation)
}

test.for(operationsOf(products))('$operationId answers as it is documented', (operation) => {
  const { status, headers, body } = exampleResponse(products, operation)
  const contentType = headers['content-type']
  const path = `/api/v1${operation.path.replaceAll(/[{}]/g, '')}`
  expect(validateResponse(products, { method: operation.method, path, status, contentType, body })).toEqual(
    [],
  )
})

test('a written example is used if it satisfies the schema', () => {
  const [, , get] = operationsOf(products)
  expect(get && exampleResponse(products, get).body).toMatchObject({ id: 'p1' })
})

test('a named schema has an example, too', () => {
  expect(exampleFor(products, namedSchema(products, 'Category'))).toEqual({
    name: 'text',
    parent: { name: 'text', parent: { name: 'text' } },
  })
})

test('headers that are required or have an example are there', () => {
  const [list, create] = operationsOf(products)
  expect(list && exampleResponse(products, list).headers).toEqual({
    'content-type': 'application/json',
    'x-total-count': '1',
  })
  expect(create && exampleResponse(products, create).headers).toHaveProperty('location', '/products/p1')
})

test('without a 2xx it is the default, then the first there is', () => {
  expect(responseWith({ 404: {}, default: {} })).toEqual({ status: 200, headers: {} })
  expect(responseWith({ 302: {}, 404: {} })).toEqual({ status: 302, headers: {} })
  expect(responseWith({ '2XX': {} })).toEqual({ status: 200, headers: {} })
  expect(responseWith({})).toEqual({ status: 200, headers: {} })
})

test('what cannot be made is an error that says what to do', () => {
  const xml = { 'application/xml': { schema: { type: 'object' } } }
  expect(() => responseWith({ 200: { content: xml } })).toThrow('only JSON is made from a schema')
  const none = { 'application/json': { schema: false } }
  expect(() => responseWith({ 200: { content: none } })).toThrow(
    'There is no example of GET /a 200 application/json: nothing was found that satisfies its schema.',
  )
})
