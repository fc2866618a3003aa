import { expect, test } from 'vitest'
import { startStub } from './stub.ts'
import { verifyCalls } from './verify-calls.ts'

async function startCalled(journalSize = 100) {
  const stub = await startStub({ name: 'products', journalSize })
  stub.on('GET /products/:id', { body: {} })
  stub.on('POST /orders', { status: 201 })
  const headers = { 'content-type': 'application/json', 'X-Request-Id': 'r1' }
  await fetch(`${stub.url}/products/p1?full=1`, { headers })
  await fetch(`${stub.url}/products/p2`)
  await fetch(`${stub.url}/orders`, { method: 'POST', headers, body: '{"total":5,"items":[{"id":"p1"}]}' })
  return stub
}

test('counts the calls of a route', async () => {
  await using stub = await startCalled()
  const passes = (route: string, expectation = {}) => verifyCalls(stub, route, expectation).pass
  expect(passes('GET /products/:id')).toBe(true)
  expect(passes('GET /products/:id', { times: 2 })).toBe(true)
  expect(passes('GET /products/:id', { times: 1 })).toBe(false)
  expect(passes('GET /products/:id', { atLeast: 2, atMost: 2 })).toBe(true)
  expect(passes('GET /products/:id', { atMost: 1 })).toBe(false)
  expect(passes('DELETE /products/:id')).toBe(false)
  expect(passes('DELETE /products/:id', { times: 0 })).toBe(true)
  expect(passes('DELETE /products/:id', { atMost: 3 })).toBe(true)
})

test('counts only calls that have what is expected', async () => {
  await using stub = await startCalled()
  const passes = (route: string, expected: object) =>
    verifyCalls(stub, route, { times: 1, with: expected }).pass
  expect(passes('GET /products/:id', { params: { id: 'p1' }, query: { full: 1 } })).toBe(true)
  expect(passes('GET /products/:id', { headers: { 'x-request-ID': 'r1' } })).toBe(true)
  expect(passes('POST /orders', { body: { total: expect.any(Number), items: [{ id: /^p/ }] } })).toBe(true)
  expect(passes('POST /orders', { body: { items: [] } })).toBe(false)
})

test('tells the calls that came and what was different', async () => {
  await using stub = await startCalled()
  const expected = { with: { params: { id: 'p1' }, query: { full: '2' } } }
  expect(verifyCalls(stub, 'GET /products/:id', expected).message()).toMatchInlineSnapshot(`
    "Expected stub "products" to have been called with GET /products/:id as described, but it never was.
      - GET /products/p1?full=1 -> 200
          query.full: expected "2", got "1"
      - GET /products/p2 -> 200
          params.id: expected "p1", got "p2"
          query.full: expected "2", got nothing"
  `)
  expect(verifyCalls(stub, 'GET /products/:id', { times: 3 }).message()).toMatchInlineSnapshot(`
    "Expected stub "products" to have been called with GET /products/:id 3 times, but it was called 2 times.
      + GET /products/p1?full=1 -> 200
      + GET /products/p2 -> 200"
  `)
  expect(
    verifyCalls(stub, 'DELETE /products/:id', { atLeast: 1, atMost: 2 }).message(),
  ).toMatchInlineSnapshot(`
    "Expected stub "products" to have been called with DELETE /products/:id at least once and at most 2 times, but it never was.
      it was called with:
        GET /products/p1?full=1 -> 200
        GET /products/p2 -> 200
        POST /orders with {"total":5,"items":[{"id":"p1"}]} -> 201"
  `)
})

test('tells, for a negated expectation, the calls that should not have come', async () => {
  await using stub = await startCalled()
  const verdict = verifyCalls(stub, 'POST /orders')
  expect(verdict.pass).toBe(true)
  expect(verdict.message()).toMatchInlineSnapshot(`
    "Expected stub "products" not to have been called with POST /orders, but it was called once.
      + POST /orders with {"total":5,"items":[{"id":"p1"}]} -> 201"
  `)
  stub.reset()
  expect(verifyCalls(stub, 'POST /orders').message()).toMatchInlineSnapshot(`
    "Expected stub "products" to have been called with POST /orders, but it never was.
      it was not called at all"
  `)
})

test('a verdict that calls no longer kept could change is refused', async () => {
  await using stub = await startCalled(1)
  const verify = (expectation: object) =>
    verifyCalls(stub, 'ANY /*', { with: { body: { total: 5 } }, ...expectation }).pass
  expect(verify({})).toBe(true)
  expect(verify({ times: 0 })).toBe(false)
  expect(() => verify({ times: 1 })).toThrow(expect.objectContaining({ code: 'stub_calls_dropped' }))
})

test('a route that is none is refused', async () => {
  await using stub = await startCalled()
  expect(() => verifyCalls(stub, '/products')).toThrow('"/products" is not a route')
})
