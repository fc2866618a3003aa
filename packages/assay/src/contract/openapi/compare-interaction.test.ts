import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { OpenapiDocument } from '../../openapi/document.ts'
import { loadOpenapi } from '../../openapi/load-openapi.ts'
import { readPact } from '../file/read-pact.ts'
import type { JsonObject } from '../model/json.ts'
import type { HttpInteraction, Interaction } from '../model/pact.ts'
import { httpInteraction } from '../provider/fixtures/pacts.ts'
import { compareInteraction } from './compare-interaction.ts'
import { documentFailures, documentWarnings } from './document-failures.ts'
import { answering, documentOf } from './fixtures/documents.ts'

const products = await documentOf()

async function findings(interaction: Interaction, document: OpenapiDocument = products) {
  const comparison = await compareInteraction(interaction as HttpInteraction, document)
  if (comparison.outcome !== 'compared') throw new Error(JSON.stringify(comparison))
  return comparison.findings
}

async function lines(interaction: Interaction, document: OpenapiDocument = products) {
  const found = await findings(interaction, document)
  return found.map(({ severity, code, where, sentence }) => `${severity} ${code} ${where}: ${sentence}`)
}

function answers(content: JsonObject, parts: JsonObject = {}): JsonObject {
  return { status: 200, body: { content, contentType: 'application/json' }, ...parts }
}

function getting(path: string, parts: JsonObject = {}): Interaction {
  return httpInteraction({ request: { method: 'GET', path, ...parts }, response: { status: 200 } })
}

test('what the document says is compatible', async () => {
  expect(await findings(httpInteraction())).toEqual([])
  const query = { ids: ['1', '2'], limit: ['50'] }
  expect(await findings(getting('/products', { query }))).toEqual([])
  expect(await findings(getting('/products', { query: { ids: ['7'] } }))).toEqual([])
})

test('a consumer that demands a field the document does not have', async () => {
  const interaction = httpInteraction({ response: answers({ id: 7, name: 'Lamp', price: { net: 3 } }) })
  const found = await findings(interaction)
  expect(documentFailures(interaction, found, 'openapi.json')).toMatchInlineSnapshot(`
    [
      {
        "code": "pact_not_documented",
        "evidence": [
          "response.body.price: the document has no such property",
          "  at: GET /products/{id} responses.200.content.application/json.schema.components.schemas.Product.additionalProperties",
          "  in the pact: {"net":3}",
        ],
        "fix": "add it to openapi.json if the provider does it; otherwise agree on it with the consumer",
        "message": "What the consumer expects of "a request for a product" is not what openapi.json says.",
      },
    ]
  `)
})

test('types, statuses, headers and queries that the document does not have', async () => {
  const lists = httpInteraction({
    request: { method: 'GET', path: '/products', query: { limit: ['500'], brand: ['a&b=c'] } },
    response: answers([
      { id: 7, name: 'Lamp' },
      { id: '8', name: 'Desk' },
    ] as unknown as JsonObject),
  })
  expect(await lines(lists)).toMatchInlineSnapshot(`
    [
      "error request.query.incompatible request.query.limit: must be <= 100",
      "warning request.query.unknown request.query.brand: Query parameter is not defined in the document: brand",
      "error response.body.incompatible response.body[1].id: must be integer",
    ]
  `)
  expect(documentWarnings(await findings(lists))).toMatchInlineSnapshot(`
    [
      "request.query.brand: Query parameter is not defined in the document: brand",
    ]
  `)
  const response = { status: 410, headers: { 'X-Stock': ['many'] } }
  expect(await lines(httpInteraction({ response }))).toMatchInlineSnapshot(`
    [
      "error response.status.unknown response.status: Response status code not defined in the document: 410",
    ]
  `)
  const headers = { 'X-Stock': ['many'], 'X-Other': ['1'] }
  expect(await lines(httpInteraction({ response: { status: 200, headers } }))).toMatchInlineSnapshot(`
    [
      "error response.header.incompatible response.headers.X-Stock: must be integer",
      "error response.header.unknown response.headers.x-other: Response header is not defined in the document: x-other",
    ]
  `)
})

test('requests that the provider would not take', async () => {
  expect(await lines(getting('/product/7'))).toMatchInlineSnapshot(`
    [
      "error request.path-or-method.unknown request.path: GET /product/7 is not documented; the nearest is GET /products",
    ]
  `)
  expect(await lines(getting('/products/seven'))).toMatchInlineSnapshot(`
    [
      "error request.path-or-method.unknown request.path: GET /products/seven has in its path what GET /products/{id} does not take: id "seven"",
    ]
  `)
  const posting = (body: JsonObject, status = 200) =>
    httpInteraction({
      request: {
        method: 'POST',
        path: '/products',
        body: { content: body, contentType: 'application/json' },
      },
      response: { status },
    })
  // What is readOnly is not required of a request.
  expect(await lines(posting({ name: 'Lamp' }))).toEqual([])
  expect(await lines(posting({ note: 'new' }))).toMatchInlineSnapshot(`
    [
      "error request.body.incompatible request.body: must have required property 'name'",
    ]
  `)
})

test('a request that is meant to be refused may be wrong', async () => {
  const responses = { 400: { description: 'refused' } }
  const requestBody = { content: { 'application/json': { schema: { type: 'object', required: ['name'] } } } }
  const document = await documentOf({ paths: { '/products': { post: { requestBody, responses } } } })
  const refused = httpInteraction({
    request: { method: 'POST', path: '/products', body: { content: {}, contentType: 'application/json' } },
    response: { status: 400 },
  })
  expect(await findings(refused, document)).toEqual([])
})

test('every version of the specification is compared alike', async () => {
  const versions = ['1.0.0', '2.0.0', '3.0.0'].map((version) => {
    const query = version === '3.0.0' ? { limit: ['many'] } : 'limit=many'
    const interaction = {
      description: 'lists products',
      request: { method: 'GET', path: '/products', query },
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: [{ id: 'x' }] },
    }
    const pact = { interactions: [interaction], metadata: { pactSpecification: { version } } }
    return readPact(JSON.stringify(pact), version).pact.interactions[0]!
  })
  const v4 = httpInteraction({
    request: { method: 'GET', path: '/products', query: { limit: ['many'] } },
    response: answers([{ id: 'x' }] as unknown as JsonObject),
  })
  const expected = await lines(v4)
  expect(expected).toHaveLength(2)
  for (const interaction of versions) expect(await lines(interaction)).toEqual(expected)
})

test('documents in YAML, of version 3.1, with servers and other files', async () => {
  const file = join(import.meta.dirname, '../../openapi/fixtures/products.yaml')
  const document = await loadOpenapi(file)
  const price = { amount: 1290, currency: 'EUR' }
  for (const path of ['/api/v1/products/p1', '/products/p1']) {
    const right = { id: 'p1', price, category: { name: 'Books', parent: null } }
    const asked = { request: { method: 'GET', path } }
    expect(await lines(httpInteraction({ ...asked, response: answers(right) }), document)).toEqual([])
    const wrong = { ...right, price: { ...price, vat: 7 } }
    expect(await lines(httpInteraction({ ...asked, response: answers(wrong) }), document)).toEqual([
      'error response.body.incompatible response.body.price.vat: the document has no such property',
    ])
  }
})

test('schemas that lead back to themselves', async () => {
  const reference = { $ref: '#/components/schemas/Category' }
  const base = { type: 'object', properties: { id: { type: 'integer' } } }
  const own = {
    type: 'object',
    properties: { parent: reference, below: { type: 'array', items: reference } },
  }
  const Category = { allOf: [{ $ref: '#/components/schemas/Base' }, own] }
  const document = await documentOf({
    paths: { '/categories': { get: answering(reference) } },
    components: { schemas: { Base: base, Category } },
  })
  const asked = { request: { method: 'GET', path: '/categories' } }
  const right = { id: 1, parent: { id: 2, below: [{ id: 3 }] } }
  expect(await lines(httpInteraction({ ...asked, response: answers(right) }), document)).toEqual([])
  const wrong = { id: 1, parent: { id: 2, below: [{ id: 'x' }] } }
  expect(await lines(httpInteraction({ ...asked, response: answers(wrong) }), document)).toEqual([
    'error response.body.incompatible response.body.parent.below[0].id: must be integer',
  ])
})

test('what the comparator cannot read is a failure, and spoils no other interaction', async () => {
  const document = await documentOf({
    paths: {
      '/broken': { get: answering({ type: 'whatever' }) },
      '/right': { get: answering({ type: 'object', properties: { id: { type: 'integer' } } }) },
    },
  })
  const asking = (path: string) =>
    httpInteraction({ request: { method: 'GET', path }, response: answers({ id: 7 }) }) as HttpInteraction
  // The second time, the comparator has met the broken schema already.
  for (const _time of ['first', 'second']) {
    expect(await compareInteraction(asking('/broken'), document)).toMatchObject({
      outcome: 'not-comparable',
      failure: { code: 'openapi_not_comparable', evidence: [expect.stringContaining('type')] },
    })
    expect(await lines(asking('/right'), document)).toEqual([])
  }
})
