import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatError } from '../errors/format-error.ts'
import { loadOpenapi } from './load-openapi.ts'
import { operationsOf } from './read-operations.ts'

const products = join(import.meta.dirname, 'fixtures/products.yaml')
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'assay-openapi-'))
})
afterAll(() => rm(directory, { recursive: true }))

/** What a person reads when a document with this text is loaded. */
async function failureOf(name: string, text: string): Promise<string> {
  const file = join(directory, name)
  await writeFile(file, text)
  const error: unknown = await loadOpenapi(file).catch((thrown: unknown) => thrown)
  return formatError(error).replaceAll(directory, '…')
}

const asJson = (document: object) => JSON.stringify({ openapi: '3.1.0', ...document })

test('joins the files a document refers to into one tree, without expanding anything', async () => {
  const { root, version } = await loadOpenapi(products)
  expect(version).toBe('3.1')
  expect(Object.keys(root['x-files'] as object)).toEqual(['schemas/problem.json', 'schemas/money.yaml'])
  expect(root).toHaveProperty(
    ['components', 'schemas', 'Product', 'properties', 'price', '$ref'],
    '#/x-files/schemas~1money.yaml',
  )
  expect(root).toHaveProperty(
    ['x-files', 'schemas/problem.json', 'schemas', 'Problem', 'properties', 'cost', '$ref'],
    '#/x-files/schemas~1money.yaml',
  )
})

test('reads operations with their parameters, bodies, examples and base paths', async () => {
  const operations = operationsOf(await loadOpenapi(products))
  expect(operations.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`)).toEqual([
    'GET /products listProducts',
    'POST /products createProduct',
    'GET /products/{productId} getProduct',
    'DELETE /products/{productId} deleteProduct',
    'GET /products/search searchProducts',
    'GET /products/{productId}/pictures/{name}.{extension} getPicture',
  ])
  const [, create, get] = operations
  expect(create?.basePaths).toEqual(['/api/v1'])
  expect(create?.request).toMatchObject({ required: true, content: { 'application/json': {} } })
  expect(create?.responses['4XX']?.content).toHaveProperty('application/problem+json')
  expect(get?.parameters).toMatchObject([{ name: 'productId', in: 'path', required: true }])
  const examples = get?.responses['200']?.content['application/json; charset=utf-8']?.examples
  expect(Object.keys(examples ?? {})).toEqual(['outdated', 'book'])
})

test('a reference in an example is data', async () => {
  const file = join(directory, 'data.json')
  const example = { $ref: '#/nowhere' }
  const schema = { type: 'object', properties: { default: { $ref: '#/components/schemas/B' } }, example }
  await writeFile(file, asJson({ components: { schemas: { A: schema, B: { type: 'string' } } } }))
  const { root } = await loadOpenapi(file)
  expect(root).toHaveProperty(['components', 'schemas', 'A', 'example'], example)
})

test('says why a file cannot be read', async () => {
  const missing = await loadOpenapi(join(directory, 'missing.json')).catch((error: unknown) => error)
  expect(missing).toMatchObject({ code: 'openapi_unreadable', fault: 'configuration' })
  expect(await failureOf('broken.json', '{ "openapi": ')).toMatchInlineSnapshot(`
    "The OpenAPI document …/broken.json cannot be read: it is not JSON.
      cause: Unexpected end of JSON input
      fix: correct the path, or what is in the file
      (openapi_unreadable)"
  `)
  expect(await failureOf('broken.yaml', 'openapi: 3.1.0\npaths: [')).toMatchInlineSnapshot(`
    "The OpenAPI document …/broken.yaml cannot be read: it is not YAML.
      cause: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 9:

    paths: [
            ^

      fix: correct the path, or what is in the file
      (openapi_unreadable)"
  `)
})

test('says which versions are understood', async () => {
  expect(await failureOf('swagger.json', '{ "swagger": "2.0" }')).toMatchInlineSnapshot(`
    "The OpenAPI document …/swagger.json has a problem.
      #/openapi: version 2.0 is not understood; 3.0 and 3.1 are
      fix: correct the document at each place named above
      (openapi_invalid)"
  `)
  expect(await failureOf('empty.json', '{}')).toMatchInlineSnapshot(`
    "The OpenAPI document …/empty.json has a problem.
      #/openapi: it has no "openapi" member with its version
      fix: correct the document at each place named above
      (openapi_invalid)"
  `)
})

test('names every reference that leads nowhere', async () => {
  const schemas = {
    A: { $ref: '#/components/schemas/Missing' },
    B: { $ref: '#/components/schemas/C' },
    C: { $ref: '#/components/schemas/B' },
    D: { items: { $ref: 'https://example.com/schema.json' } },
  }
  expect(await failureOf('references.json', asJson({ components: { schemas } }))).toMatchInlineSnapshot(`
    "The OpenAPI document …/references.json has 4 problems.
      references.json#/components/schemas/D/items: "https://example.com/schema.json" is not a path to a file with a JSON pointer
      references.json#/components/schemas/A: "#/components/schemas/Missing" leads nowhere
      references.json#/components/schemas/B: "#/components/schemas/C" only leads back to itself
      references.json#/components/schemas/C: "#/components/schemas/B" only leads back to itself
      fix: correct the document at each place named above
      (openapi_invalid)"
  `)
  const file = { $ref: 'missing.yaml#/A' }
  expect(
    await failureOf('file.json', asJson({ components: { schemas: { A: file } } })),
  ).toMatchInlineSnapshot(`
    "The OpenAPI document …/missing.yaml cannot be read: ENOENT: no such file or directory, stat '…/missing.yaml'.
      referred to from: file.json#/components/schemas/A
      fix: correct the path, or what is in the file
      (openapi_unreadable)"
  `)
})

test('names every malformed place of an operation', async () => {
  const paths = {
    products: {},
    '/orders/{id': {},
    '/a/{x}': { get: { operationId: 'same', responses: { 700: {} } } },
    '/a/{y}': { get: { operationId: 'same', parameters: [{ name: 'q' }], responses: [] } },
    '/b': { post: { requestBody: { content: { 'application/json': { schema: 'text' } } } }, put: 'later' },
  }
  expect(await failureOf('operations.json', asJson({ paths }))).toMatchInlineSnapshot(`
    "The OpenAPI document …/operations.json has 9 problems.
      #/paths/products: "products" does not start with "/"
      #/paths/~1orders~1{id: "{id" has unmatched braces
      #/paths/~1a~1{x}/get/responses/700: it is not a status; 200, 4XX and default are
      #/paths/~1a~1{y}/get/parameters/0: a parameter needs a "name", and an "in" of path, query, header or cookie
      #/paths/~1a~1{y}/get/responses: it is not an object
      #/paths/~1b/put: it is not an object
      #/paths/~1b/post/requestBody/content/application~1json/schema: it is not a schema
      #/paths/~1a~1{y}/get: GET /a/{} is already at #/paths/~1a~1{x}/get
      #/paths/~1a~1{y}/get: operationId "same" is already at #/paths/~1a~1{x}/get
      fix: correct the document at each place named above
      (openapi_invalid)"
  `)
})
