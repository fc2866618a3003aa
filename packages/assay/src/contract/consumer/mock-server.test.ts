import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { formatError } from '../../errors/format-error.ts'
import { sendRaw } from '../../mocks/fixtures/raw-client.ts'
import { buildHttpInteraction } from './build-interaction.ts'
import type { HttpInteractionOptions } from './interaction-options.ts'
import { judgeMock } from './judge-mock.ts'
import { MockServer } from './mock-server.ts'
import { mockServerUrl } from './origin-matchers.ts'
import { uuid } from './text-matchers.ts'
import { integer, like } from './value-matchers.ts'

const PRODUCT: HttpInteractionOptions = {
  description: 'a request for a product',
  request: {
    method: 'GET',
    path: '/products/7',
    query: { currency: 'EUR' },
    headers: { Accept: 'application/json' },
  },
  response: { body: { id: integer(7), name: like('Lamp') } },
}

const ORDER: HttpInteractionOptions = {
  description: 'an order',
  request: { method: 'POST', path: '/orders', body: { product: integer(7), note: 'soon' } },
  response: { status: 201, headers: { Location: mockServerUrl('/orders/1') }, body: { id: uuid() } },
}

function start(...options: readonly HttpInteractionOptions[]): Promise<MockServer> {
  const interactions = options.map(buildHttpInteraction)
  return MockServer.listen({ provider: 'products', interactions, seed: 'a test' })
}

function order(mock: MockServer, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${mock.url}/orders`, { method: 'POST', headers, body: JSON.stringify(body) })
}

function verdict(mock: MockServer): string | undefined {
  const problem = judgeMock('products', mock)
  return problem && formatError(problem)
}

test('answers as expected, and remembers what it was asked', async () => {
  await using mock = await start(PRODUCT, ORDER)
  const product = await fetch(`${mock.url}/products/7?currency=EUR`, {
    headers: { accept: 'application/json' },
  })
  expect([product.status, product.headers.get('content-type'), await product.json()]).toEqual([
    200,
    'application/json',
    { id: 7, name: 'Lamp' },
  ])
  const made = await order(mock, { product: 9, note: 'soon' })
  expect(made.status).toBe(201)
  expect(made.headers.get('location')).toBe(`${mock.url}/orders/1`)
  expect(mock.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['GET', '/products/7', undefined],
    ['POST', '/orders', { product: 9, note: 'soon' }],
  ])
  expect(mock.requests.dropped).toBe(0)
  expect(verdict(mock)).toBeUndefined()
})

test('makes new values for each answer', async () => {
  await using mock = await start(ORDER)
  const ids = []
  for (let count = 0; count < 2; count += 1) {
    ids.push(((await (await order(mock, { product: 9, note: 'soon' })).json()) as { id: string }).id)
  }
  expect(new Set(ids).size).toBe(2)
})

test('a request that nothing expects is told to the client and to the test', async () => {
  await using mock = await start(PRODUCT, ORDER)
  const answer = await order(mock, { product: 'seven', note: 'later' })
  expect(answer.status).toBe(500)
  expect(await answer.json()).toMatchObject({
    title: expect.stringContaining('the pact mock of "products"'),
    near: [{ interaction: 'an order' }, { interaction: 'a request for a product' }],
  })
  expect(verdict(mock)).toMatchInlineSnapshot(`
    "The mock of "products" received a request that no interaction of the test expects: POST /orders with {"product":"seven","note":"later"}.
      near: "an order"
        body $.product: Expected 'seven' (String) to be an integer
          expected: 7 (rule: integer)
          actual:   "seven"
        body $.note: Expected 'later' (String) to be equal to 'soon' (String)
          expected: "soon"
          actual:   "later"
      near: "a request for a product"
        method: Expected method GET but was POST
          expected: GET
          actual:   POST
        path: Expected '/orders' to be equal to '/products/7'
          expected: /products/7
          actual:   /orders
        query currency: Expected query parameter 'currency' but was missing
          expected: EUR
          actual:   nothing
        header Accept: Expected header 'Accept' to have value 'application/json' but was '*/*'
          expected: application/json
          actual:   */*
      never requested: "a request for a product" (GET /products/7)
      never requested: "an order" (POST /orders)
      fix: correct the consumer, or the interaction if the request is as it should be
      (pact_unexpected_request)"
  `)
})

test('an interaction that was not requested is told', async () => {
  await using mock = await start(PRODUCT, ORDER)
  await order(mock, { product: 9, note: 'soon' })
  expect(verdict(mock)).toMatchInlineSnapshot(`
    "The mock of "products" expected a request that the test did not make.
      never requested: "a request for a product" (GET /products/7)
      fix: let the test await everything it does, or leave the interaction out
      (pact_not_fulfilled)"
  `)
})

test('two interactions for one request are answered in turn, and the last one repeats', async () => {
  const answers = [202, 200].map((status) => ({
    description: `answer ${status}`,
    request: { method: 'GET', path: '/orders/1' },
    response: { status },
  }))
  await using mock = await start(...answers)
  const statuses = []
  for (let count = 0; count < 3; count += 1) statuses.push((await fetch(`${mock.url}/orders/1`)).status)
  expect(statuses).toEqual([202, 200, 200])
})

test('sends answers without a body, and with null', async () => {
  const request = (path: string, method = 'GET') => ({ method, path })
  await using mock = await start(
    { description: 'none', request: request('/none'), response: { status: 204 } },
    { description: 'empty', request: request('/empty'), response: {} },
    { description: 'null', request: request('/null'), response: { body: null } },
    { description: 'head', request: request('/head', 'HEAD'), response: { headers: { 'X-Count': 3 } } },
  )
  expect((await fetch(`${mock.url}/none`)).headers.get('content-length')).toBeNull()
  expect((await fetch(`${mock.url}/empty`)).headers.get('content-length')).toBe('0')
  expect(await (await fetch(`${mock.url}/null`)).json()).toBeNull()
  expect((await fetch(`${mock.url}/head`, { method: 'HEAD' })).headers.get('x-count')).toBe('3')
})

test('keeps connections open', async () => {
  await using mock = await start({ description: 'x', request: { method: 'GET', path: '/' }, response: {} })
  const request = 'GET / HTTP/1.1\r\nhost: mock\r\n\r\n'
  const { text } = await sendRaw(mock.port, request + request, { until: '\r\n\r\nHTTP/1.1 200' })
  expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2)
})

test('reads bodies in chunks, and says that it waits for them', async () => {
  await using mock = await start(ORDER)
  const head = 'POST /orders HTTP/1.1\r\nhost: mock\r\ncontent-type: application/json\r\n'
  const chunks = '8\r\n{"produc\r\n13\r\nt":7,"note":"soon"}\r\n0\r\n\r\n'
  const chunked = await sendRaw(mock.port, `${head}transfer-encoding: chunked\r\n\r\n${chunks}`, {
    until: '201',
  })
  expect(chunked.text).toMatch(/^HTTP\/1\.1 201/)
  const asked = await sendRaw(mock.port, `${head}expect: 100-continue\r\ncontent-length: 27\r\n\r\n`, {
    until: '\r\n\r\n',
  })
  expect(asked.text).toMatch(/^HTTP\/1\.1 100 Continue/)
  expect(verdict(mock)).toBeUndefined()
})

test('bytes that are no UTF-8 are no JSON', async () => {
  await using mock = await start({
    ...ORDER,
    request: { method: 'POST', path: '/orders', body: { note: like('soon') } },
  })
  const body = Buffer.concat([Buffer.from('{"note":"'), Buffer.from([0xff]), Buffer.from('"}')])
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${mock.url}/orders`, { method: 'POST', headers, body })
  expect(answer.status).toBe(500)
  expect(verdict(mock)).toContain('it is not UTF-8')
})

test('bytes that are no text are compared as they are', async () => {
  const body = Buffer.from([0, 0xff, 0xfe])
  const image = { method: 'PUT', path: '/image', headers: { 'Content-Type': 'image/png' }, body }
  await using mock = await start({ description: 'an image', request: image, response: { body } })
  const headers = { 'content-type': 'image/png' }
  const answer = await fetch(`${mock.url}/image`, { method: 'PUT', headers, body })
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(body)
  expect(verdict(mock)).toBeUndefined()
})

test('a body that is too large is no expected request', async () => {
  await using mock = await start(ORDER)
  const answer = await order(mock, { product: 9, note: 'x'.repeat(17_000_000) })
  expect(answer.status).toBe(413)
  expect(mock.requests[0]).toMatchObject({ truncated: true })
  expect(verdict(mock)).toContain('pact_unexpected_request')
})

test('what is not HTTP is told, and a client that goes away is not', async () => {
  await using mock = await start()
  await sendRaw(mock.port, 'GET / HTTP/1.1\r\nhost', { leaves: true })
  expect((await sendRaw(mock.port, 'nonsense\r\n\r\n')).text).toContain('400 Bad Request')
  expect(verdict(mock)).toContain('what is not HTTP: Parse Error')
  expect(mock.unexpected).toHaveLength(1)
})

test('ends clients that hang, and can be ended twice', async () => {
  const mock = await start(ORDER)
  const socket = connect(mock.port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write('POST /orders HTTP/1.1\r\nhost: mock\r\ncontent-length: 10\r\n\r\n12345')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await mock[Symbol.asyncDispose]()
  await closed
  await mock[Symbol.asyncDispose]()
  expect(verdict(mock)).toContain('pact_not_fulfilled')
})
