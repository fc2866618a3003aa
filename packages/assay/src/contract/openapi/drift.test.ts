import { expect, test } from 'vitest'
import { httpInteraction } from '../provider/fixtures/pacts.ts'
import { documentFailures } from './document-failures.ts'
import { driftOf } from './drift.ts'
import { documentOf } from './fixtures/documents.ts'

const document = await documentOf()

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, readonly string[]>>
  readonly body?: unknown
}

function drift({ status = 200, headers = {}, body = { id: 7, name: 'Lamp' } }: Answer, path = '/products/7') {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const answer = {
    status,
    headers: { 'content-type': ['application/json'], 'x-stock': ['9'], ...headers },
    body: body === '' ? undefined : bytes,
  }
  return driftOf({ method: 'GET', path, answer }, document)
}

function lines(answer: Answer, path?: string) {
  return drift(answer, path).map(({ code, where, sentence }) => `${code} ${where}: ${sentence}`)
}

test('an answer as documented', () => {
  expect(lines({ headers: { 'x-tags': ['a, b'] } })).toEqual([])
  expect(lines({ body: { id: 7, name: 'Lamp', note: null, extra: true } }, '/products/7?a=b')).toEqual([])
  expect(
    lines({ status: 404, headers: { 'content-type': ['text/plain'] }, body: 'no such product' }),
  ).toEqual([])
})

test('a body, a status, a content type and headers that are not as documented', () => {
  expect(lines({ body: { id: '7' } })).toMatchInlineSnapshot(`
    [
      "body response.body.name: is required, but missing",
      "body response.body.id: expected an integer, got "7"",
    ]
  `)
  expect(
    lines({ status: 503, headers: { 'content-type': ['text/html'] }, body: '<p>' }),
  ).toMatchInlineSnapshot(`
    [
      "undocumented_status response.status: GET /products/{id} answered 503, which is not documented; documented: 200, 404",
    ]
  `)
  expect(lines({ headers: { 'content-type': ['text/html'] }, body: '<p>' })).toMatchInlineSnapshot(`
    [
      "undocumented_content_type response.headers.content-type: expected application/json, got text/html",
    ]
  `)
  expect(lines({ headers: { 'x-stock': ['many'] } })).toMatchInlineSnapshot(`
    [
      "header response.headers.x-stock: expected an integer, got "many"",
    ]
  `)
  expect(lines({ headers: { 'x-stock': undefined as never } })).toMatchInlineSnapshot(`
    [
      "header response.headers.x-stock: is required, but missing",
    ]
  `)
})

test('a body that is missing, or is not what it says', () => {
  expect(lines({ body: '' })).toMatchInlineSnapshot(`
    [
      "body response.body: expected a body of application/json, got none",
    ]
  `)
  expect(lines({ body: '{"id":7,' })).toMatchInlineSnapshot(`
    [
      "body response.body: it says that it is application/json, but it is not JSON: Expected double-quoted property name in JSON at position 8 (line 1 column 9)",
    ]
  `)
})

test('an operation without a description is a matter of the pact', () => {
  expect(lines({}, '/nowhere')).toEqual([])
})

test('is a failure of its own', () => {
  const findings = drift({ body: { id: '7', name: 'Lamp' }, headers: { 'x-stock': ['many'] } })
  expect(documentFailures(httpInteraction(), findings, 'openapi.json')).toMatchInlineSnapshot(`
    [
      {
        "code": "provider_not_as_documented",
        "evidence": [
          "response.body.id: expected an integer, got "7"",
          "  at: GET /products/{id} responses.200",
          "response.headers.x-stock: expected an integer, got "many"",
          "  at: GET /products/{id} responses.200",
        ],
        "fix": "correct openapi.json, or make the provider answer what it promises",
        "message": "What the provider answered to "a request for a product" is not what openapi.json says.",
      },
    ]
  `)
})
