import { expect, test } from 'vitest'
import { formatError } from '../errors/format-error.ts'
import type { AnswerSource } from './answer.ts'
import { startStub } from './stub.ts'

async function startProducts() {
  const stub = await startStub({ name: 'products' })
  const get = (path: string, options?: RequestInit) => fetch(stub.url + path, options)
  return { stub, get, [Symbol.asyncDispose]: () => stub.close() }
}

test('answers objects as JSON, text as text and bytes as bytes', async () => {
  await using products = await startProducts()
  products.stub.on('GET /json', { body: { id: 'p1', price: 10 } })
  products.stub.on('GET /text', { status: 202, body: 'wörd' })
  products.stub.on('GET /bytes', { body: Uint8Array.of(0, 255), headers: { 'content-type': 'image/png' } })
  products.stub.on('GET /none', { headers: { 'set-cookie': ['a=1', 'b=2'] } })

  const json = await products.get('/json')
  expect(json.headers.get('content-type')).toBe('application/json')
  expect(await json.json()).toEqual({ id: 'p1', price: 10 })
  const text = await products.get('/text')
  expect([text.status, text.headers.get('content-type'), await text.text()]).toEqual([
    202,
    'text/plain; charset=utf-8',
    'wörd',
  ])
  const bytes = await products.get('/bytes')
  expect(bytes.headers.get('content-type')).toBe('image/png')
  expect(await bytes.bytes()).toEqual(Uint8Array.of(0, 255))
  const none = await products.get('/none')
  expect([none.headers.get('content-length'), none.headers.getSetCookie()]).toEqual(['0', ['a=1', 'b=2']])
})

test('a function answers from the request', async () => {
  await using products = await startProducts()
  products.stub.on('POST /products/:id/*', async ({ params, query, headers, body }) => ({
    body: { params, query, agent: headers['x-agent'], body },
  }))
  const response = await products.get('/products/p%201/a/b?tag=x&tag=y&page=2', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-Agent': 'me' },
    body: '{"price":10}',
  })
  expect(await response.json()).toEqual({
    params: { id: 'p 1', '*': 'a/b' },
    query: { tag: ['x', 'y'], page: '2' },
    agent: 'me',
    body: { price: 10 },
  })
})

test('a list answers in turn, and the last one repeats', async () => {
  await using products = await startProducts()
  products.stub.on('GET /flaky', [{ status: 503 }, () => ({ status: 429 }), { status: 200 }])
  const statuses = []
  for (let count = 0; count < 5; count += 1) statuses.push((await products.get('/flaky')).status)
  expect(statuses).toEqual([503, 429, 200, 200, 200])
})

test('a later change of the body does not change the answer', async () => {
  await using products = await startProducts()
  const body = { price: 10 }
  products.stub.on('GET /price', { body })
  body.price = 12
  expect(await (await products.get('/price')).json()).toEqual({ price: 10 })
})

test('HEAD is answered by GET, without the body', async () => {
  await using products = await startProducts()
  products.stub.on('GET /products', { body: 'twelve bytes' })
  const response = await products.get('/products', { method: 'HEAD' })
  expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
    200,
    '12',
    '',
  ])
  expect(products.stub.callCount('GET /products')).toBe(0)
  expect(products.stub.callCount('HEAD /products')).toBe(1)
})

test('remembers what it received, in order', async () => {
  await using products = await startProducts()
  products.stub.on('GET /products/:id', { body: {} })
  const before = Date.now()
  await products.get('/products/p1?full=yes', { headers: { 'X-Request-Id': 'r1' } })
  await products.get('/orders', { method: 'POST', body: 'plain' })
  const [first, second] = products.stub.calls()
  expect(first).toMatchObject({
    method: 'GET',
    path: '/products/p1',
    route: 'GET /products/:id',
    params: { id: 'p1' },
    query: { full: 'yes' },
    headers: { 'x-request-id': 'r1' },
    body: undefined,
    status: 200,
  })
  expect(first?.receivedAt.getTime()).toBeGreaterThanOrEqual(before)
  expect(second).toMatchObject({
    method: 'POST',
    path: '/orders',
    route: undefined,
    body: 'plain',
    status: 501,
  })
  expect(Buffer.from(second?.bytes ?? []).toString()).toBe('plain')
})

test('calls of a route are those it is for, whichever route answered, with its names for parameters', async () => {
  await using products = await startProducts()
  products.stub.on('GET /products/:id', { body: {} })
  products.stub.on('GET /products/special', { body: {} })
  await products.get('/products/p1')
  await products.get('/products/special')
  const ids = products.stub.calls('GET /products/{productId}').map(({ params }) => params['productId'])
  expect(ids).toEqual(['p1', 'special'])
  expect(products.stub.callCount('GET /products/special')).toBe(1)
  expect(products.stub.callCount('ANY /*')).toBe(2)
  expect(products.stub.callCount('DELETE /products/:id')).toBe(0)
})

test('reset forgets routes, sequences, calls and what was unexpected', async () => {
  await using products = await startProducts()
  products.stub.on('GET /products', { body: [] })
  await products.get('/products')
  await products.get('/nothing')
  products.stub.reset()
  expect([products.stub.calls(), products.stub.unexpected, products.stub.callCount()]).toEqual([[], [], 0])
  expect((await products.get('/products')).status).toBe(501)
})

test.for<[answer: AnswerSource, problem: string]>([
  [{ status: 99 }, 'status 99 is not between 200 and 599'],
  [{ status: 204, body: 'x' }, 'status 204 never has a body'],
  [{ body: 'x', stream: [] }, 'it has both a body and a stream'],
  [{ delayMs: -1 }, 'delayMs -1 is not between 0 and 600000'],
  [{ body: 'x', bytesPerSecond: 0 }, 'bytesPerSecond 0 is not more than 0'],
  [{ fault: 'cut' }, 'there is no body to be cut'],
  [{ body: 1n }, 'the body is not JSON: Do not know how to serialize a BigInt'],
  [{ body: () => 1 }, 'the body is a function'],
  [{ headers: { 'bad name': 'x' } }, 'Header name must be a valid HTTP token ["bad name"]'],
  [{ headers: { name: 'a\nb' } }, 'Invalid character in header content ["name"]'],
  [[], 'the list of answers is empty'],
])('an answer that cannot be given is refused: %o', async ([answer, problem]) => {
  await using products = await startProducts()
  expect(() => products.stub.on('GET /x', answer)).toThrow(
    expect.objectContaining({
      code: 'invalid_answer',
      message: `The answer to GET /x cannot be given: ${problem}.`,
    }),
  )
})

test('says that it cannot listen where something else does', async () => {
  await using products = await startProducts()
  const failure = await startStub({ name: 'second', port: products.stub.port }).catch(
    (error: unknown) => error,
  )
  expect(formatError(failure).replaceAll(String(products.stub.port), '49152')).toMatchInlineSnapshot(`
    "Stub "second" cannot listen on 127.0.0.1:49152: listen EADDRINUSE: address already in use 127.0.0.1:49152.
      fix: leave out the port, and any free one is taken
      (stub_not_started)"
  `)
})
