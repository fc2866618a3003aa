import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { configurationError } from '../../errors/assay-error.ts'
import { formatError } from '../../errors/format-error.ts'
import { bodyOf, startServer } from './fixtures/listening.ts'
import { httpInteraction } from './fixtures/pacts.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import { verifyInteraction } from './verify-interaction.ts'

const PRODUCT = JSON.stringify({ id: 7, name: 'Lamp', price: 10 })

function productServer(body: string = PRODUCT, status = 200) {
  return startServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(body)
  })
}

test('passes what answers as the consumer expects', async () => {
  await using server = await productServer()
  const result = await verifyInteraction(httpInteraction(), { name: 'products', url: server.url })
  expect(result).toMatchObject({ outcome: 'passed', mismatches: [], failure: undefined, warnings: [] })
  expect(result.exchange).toMatchObject({
    service: 'products',
    method: 'GET',
    url: `${server.url}/products/7`,
    status: 200,
    responseBody: PRODUCT,
  })
  expect(result.durationMs).toBeGreaterThan(0)
})

test('says what differs, where, by which rule, and what was sent', async () => {
  await using server = await productServer(JSON.stringify({ id: '7', name: 'Lamp' }), 404)
  const interaction = httpInteraction({
    response: {
      status: 200,
      headers: { 'X-Stock': ['9'] },
      body: { content: { id: 7, name: 'Lamp' }, contentType: 'application/json' },
      matchingRules: { body: { '$.id': { matchers: [{ match: 'integer' }] } } },
    },
  })
  const { failure, mismatches } = await verifyInteraction(interaction, { name: 'products', url: server.url })
  expect(mismatches.map(({ kind }) => kind)).toEqual(['status', 'header', 'body'])
  const text = formatError(configurationError(failure!)).replaceAll(server.url, 'http://products')
  expect(text).toMatchInlineSnapshot(`
    "The answer to "a request for a product" is not what the consumer expects: Response status did not match; Headers had differences; Body had differences.
      Response status did not match
        expected 200 but was 404
      Headers had differences
        X-Stock: Expected a header 'X-Stock' but was missing
      Body had differences
        $.id: Expected '7' (String) to be an integer (rule: integer)
      request: GET http://products/products/7
      answer: 404: {"id":"7","name":"Lamp"}
      fix: change the provider so that it answers this, or agree with the consumer on another contract
      (contract_not_met)"
  `)
})

test('a pending interaction that fails is told apart', async () => {
  await using server = await productServer(PRODUCT, 500)
  const provider = { name: 'products', url: server.url }
  const pending = await verifyInteraction(httpInteraction({ pending: true }), provider)
  expect(pending.outcome).toBe('pending-failed')
  expect(pending.failure?.message).toContain('Response status did not match')
  const inPendingPact = await verifyInteraction(httpInteraction(), provider, { isPending: true })
  expect(inPendingPact.outcome).toBe('pending-failed')
})

test('sends what the pact says', async () => {
  const seen: unknown[] = []
  await using server = await startServer(async (request, response) => {
    const { method, url, headers } = request
    seen.push({ method, url, headers, body: await bodyOf(request) })
    response.end()
  })
  const interaction = httpInteraction({
    request: {
      method: 'post',
      path: '/a b/ü/%20',
      query: { q: ['on sale', 'a&b'], debug: [null] },
      headers: { Accept: ['text/html', 'text/plain'], 'Content-Length': ['999'], 'X-Tag': ['é'] },
      body: { content: { id: 7 }, contentType: 'application/json' },
    },
    response: { status: 200 },
  })
  const { outcome } = await verifyInteraction(interaction, { name: 'products', url: `${server.url}/base/` })
  expect(outcome).toBe('passed')
  expect(seen).toMatchObject([
    {
      method: 'POST',
      url: '/base/a%20b/%C3%BC/%20?q=on%20sale&q=a%26b&debug',
      headers: { accept: 'text/html, text/plain', 'content-type': 'application/json', 'content-length': '8' },
      body: '{"id":7}',
    },
  ])
})

test('request filters add what no pact can know, and it is not shown', async () => {
  await using server = await startServer((request, response) => {
    response.writeHead(request.headers.authorization === 'Bearer abc' ? 200 : 401).end()
  })
  const authorize = async (request: OutgoingRequest) => ({
    ...request,
    headers: { ...request.headers, authorization: 'Bearer abc' },
  })
  const interaction = httpInteraction({ response: { status: 200 } })
  const provider = { name: 'products', url: server.url, requestFilters: [authorize] }
  const result = await verifyInteraction(interaction, provider)
  expect(result.outcome).toBe('passed')
  expect(result.exchange?.requestHeaders['authorization']).toBe('***')
})

test('a request filter that throws is named', async () => {
  const fail = () => {
    throw new Error('no token')
  }
  const provider = { name: 'products', url: 'http://127.0.0.1:1', requestFilters: [fail] }
  const { failure } = await verifyInteraction(httpInteraction(), provider)
  expect(failure).toMatchObject({
    code: 'request_filter_failed',
    message: 'A request filter of provider "products" failed: no token',
  })
})

test('redirects are answers', async () => {
  await using server = await startServer((_request, response) => {
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  const interaction = httpInteraction({ response: { status: 302, headers: { Location: ['/elsewhere'] } } })
  const { outcome } = await verifyInteraction(interaction, { name: 'products', url: server.url })
  expect(outcome).toBe('passed')
})

test('compressed answers are read as a consumer reads them', async () => {
  await using server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end(gzipSync(PRODUCT))
  })
  const { outcome } = await verifyInteraction(httpInteraction(), { name: 'products', url: server.url })
  expect(outcome).toBe('passed')
})

test('a plugin transport and a provider without address are refused', async () => {
  const grpc = await verifyInteraction(httpInteraction({ transport: 'grpc' }), { name: 'products' })
  expect(grpc.failure).toMatchObject({ code: 'contract_needs_plugin' })
  const nowhere = await verifyInteraction(httpInteraction(), { name: 'products' })
  expect(nowhere.failure).toMatchObject({ code: 'provider_without_url' })
  const unclear = await verifyInteraction(httpInteraction(), { name: 'products', url: 'localhost:3000' })
  expect(unclear.failure?.message).toContain('has "localhost:3000" for an address, which is none')
})

test('what is interrupted was not run', async () => {
  const controller = new AbortController()
  await using server = await startServer(() => controller.abort())
  const provider = { name: 'products', url: server.url }
  const during = await verifyInteraction(httpInteraction(), provider, { signal: controller.signal })
  expect(during).toMatchObject({ outcome: 'not-run', failure: { code: 'verification_interrupted' } })
  const after = await verifyInteraction(httpInteraction(), provider, { signal: controller.signal })
  expect(after.outcome).toBe('not-run')
})
