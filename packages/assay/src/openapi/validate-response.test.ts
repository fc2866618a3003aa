import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadOpenapi } from './load-openapi.ts'
import { type GivenResponse, validateResponse } from './validate-response.ts'

const document = await loadOpenapi(join(import.meta.dirname, 'fixtures/products.yaml'))
const product = { id: 'p1', price: { amount: 1, currency: 'EUR' }, category: { name: 'Books' } }

function mismatches(given: Partial<GivenResponse>) {
  return validateResponse(document, {
    method: 'GET',
    path: '/api/v1/products/p1',
    status: 200,
    contentType: 'application/json',
    ...given,
  }).map(({ kind, line }) => `${kind}: ${line}`)
}

test('a response as documented has no mismatch', () => {
  expect(mismatches({ body: product })).toEqual([])
  expect(mismatches({ body: { ...product, related: [product] } })).toEqual([])
  expect(mismatches({ method: 'HEAD', path: '/api/v1/products' })).toEqual([
    'undocumented_operation: HEAD /api/v1/products is not documented; the nearest is GET /api/v1/products',
  ])
  expect(mismatches({ method: 'DELETE', status: 204, contentType: undefined })).toEqual([])
})

test('names the place, what was expected and what was there', () => {
  const body = {
    id: 12,
    price: { amount: -1, currency: 'GBP' },
    related: [{ ...product, categroy: 1 }],
    supplierKey: 'secret',
  }
  expect(mismatches({ body }).join('\n')).toMatchInlineSnapshot(`
    "body: $.category: is required, but missing
    body: $.id: expected a string, got 12
    body: $.price.amount: expected at least 0, got -1
    body: $.price.currency: expected one of "EUR", "USD", got "GBP"
    body: $.supplierKey: it is writeOnly: it must not be in a response
    body: $.related[0].categroy: is not in the schema; did you mean "category"?"
  `)
})

test('names the status, the content type or the body that is not documented', () => {
  expect(mismatches({ method: 'DELETE', status: 500, body: product }).join('\n')).toMatchInlineSnapshot(
    `"undocumented_status: DELETE /api/v1/products/{productId} answered 500, which is not documented; documented: 204"`,
  )
  expect(mismatches({ contentType: 'text/html', body: '<p>' }).join('\n')).toMatchInlineSnapshot(
    `"undocumented_content_type: expected application/json; charset=utf-8, got text/html"`,
  )
  expect(mismatches({}).join('\n')).toMatchInlineSnapshot(
    `"body: expected a body of application/json; charset=utf-8, got none"`,
  )
})

test('a status falls to its range, then to the default', () => {
  const problem = { contentType: 'application/problem+json', body: { title: 'No', status: 422 } }
  expect(mismatches({ method: 'POST', path: '/api/v1/products', status: 422, ...problem })).toEqual([])
  expect(mismatches({ status: 503, ...problem })).toEqual([])
  const body = { title: 'No', status: 200 }
  expect(mismatches({ status: 503, ...problem, body })).toEqual([
    'body: $.status: expected at least 400, got 200',
  ])
})

test('what is not JSON is held to its content type only', () => {
  const picture = { path: '/api/v1/products/p1/pictures/front.png', body: 'bytes' }
  expect(mismatches({ ...picture, contentType: 'image/png' })).toEqual([])
})
