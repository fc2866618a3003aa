import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formatError } from '../errors/format-error.ts'
import type { AnswerSource } from './answer.ts'
import { startStub } from './stub.ts'

const openapi = join(import.meta.dirname, 'fixtures/orders.json')

async function startOrders() {
  const stub = await startStub({ name: 'orders', openapi })
  const ask = async (request: string, init: RequestInit = {}) => {
    const [method = 'GET', path = '/'] = request.split(' ')
    return fetch(stub.url + path, { method, ...init })
  }
  return { stub, ask, [Symbol.asyncDispose]: () => stub.close() }
}

function failureOf(act: () => unknown): string {
  try {
    return `no failure, but ${act()}`
  } catch (error) {
    return formatError(error).replace(openapi, '…/orders.json')
  }
}

test('every operation answers as documented', async () => {
  await using orders = await startOrders()
  const list = await orders.ask('GET /v1/orders')
  expect([list.status, await list.json()]).toEqual([
    200,
    [{ id: 'o1', total: 1290, status: 'confirmed', note: null }],
  ])
  const created = await orders.ask('POST /v1/orders', { body: '{}' })
  expect([created.status, created.headers.get('location')]).toEqual([201, '/v1/orders/o1'])
  expect(await created.json()).toEqual({
    id: 'o0',
    total: 1,
    status: 'pending',
    note: 'text',
    placedAt: '2024-01-01T12:00:00Z',
  })
  expect((await orders.ask('DELETE /v1/orders/o1')).status).toBe(204)
  expect(orders.stub.calls('GET /v1/orders')[0]?.route).toBe('GET /v1/orders')
  expect(orders.stub.unexpected).toEqual([])
})

test('what is not documented is unexpected', async () => {
  await using orders = await startOrders()
  expect((await orders.ask('GET /orders')).status).toBe(501)
  expect((await orders.ask('PUT /v1/orders/o1')).status).toBe(501)
  expect(orders.stub.unexpected.map(({ message }) => message).join('\n')).toMatchInlineSnapshot(`
    "Stub "orders" has no answer for GET /orders.
      near: GET /v1/orders
        path: expected 2 segments, got 1
    Stub "orders" has no answer for PUT /v1/orders/o1.
      near: DELETE /v1/orders/{orderId}
        method: expected DELETE, got PUT
      near: GET /v1/orders/{orderId}
        method: expected GET, got PUT"
  `)
})

test('what the test says comes first, even a wildcard, until it is reset', async () => {
  await using orders = await startOrders()
  orders.stub.on('GET /v1/orders/:id', { body: { id: 'o7', total: 5, status: 'rejected' } })
  expect(await (await orders.ask('GET /v1/orders/o7')).json()).toMatchObject({ id: 'o7' })
  orders.stub.on('ANY /*', { status: 503 })
  expect((await orders.ask('GET /v1/orders')).status).toBe(503)
  orders.stub.reset()
  expect((await orders.ask('GET /v1/orders')).status).toBe(200)
})

test('an answer that the document rules out is refused', async () => {
  await using orders = await startOrders()
  const refusal = (route: string, answer: AnswerSource) => failureOf(() => orders.stub.on(route, answer))
  const wrong = { id: 'x1', total: '5', stauts: 'pending', card: '4111' }
  expect(refusal('GET /v1/orders/:id', { body: wrong })).toMatchInlineSnapshot(`
    "Stub "orders" would answer GET /v1/orders/:id in a way that its OpenAPI document rules out.
      $.status: is required, but missing
      $.stauts: is not in the schema; did you mean "status"?
      $.id: expected text that matches /^o[0-9]+$/, got "x1"
      $.total: expected an integer, got "5"
      $.card: it is writeOnly: it must not be in a response
      in: …/orders.json
      fix: correct the answer, or the document; for an answer that is wrong on purpose say unchecked: true
      (stub_contradicts_openapi)"
  `)
  expect(refusal('POST /v1/orders', { status: 200, body: {} })).toMatchInlineSnapshot(`
    "Stub "orders" would answer POST /v1/orders in a way that its OpenAPI document rules out.
      POST /v1/orders answered 200, which is not documented; documented: 201, 422
      in: …/orders.json
      fix: correct the answer, or the document; for an answer that is wrong on purpose say unchecked: true
      (stub_contradicts_openapi)"
  `)
  expect(refusal('GET /v1/order', { body: [] })).toMatchInlineSnapshot(`
    "Stub "orders" would answer GET /v1/order in a way that its OpenAPI document rules out.
      GET /v1/order is not documented; the nearest is GET /v1/orders
      in: …/orders.json
      fix: correct the answer, or the document; for an answer that is wrong on purpose say unchecked: true
      (stub_contradicts_openapi)"
  `)
  expect(refusal('GET /v1/orders', [{ body: [] }, { body: 'text' }])).toContain(
    'expected application/json, got text/plain',
  )
})

test('an answer may be wrong on purpose, and failures need not be documented', async () => {
  await using orders = await startOrders()
  orders.stub.on('GET /v1/orders/:id', { body: { id: 7 }, unchecked: true })
  expect(await (await orders.ask('GET /v1/orders/o1')).json()).toEqual({ id: 7 })
  orders.stub.on('GET /v1/orders', [{ status: 503, body: 'down' }, { fault: 'reset' }])
  expect((await orders.ask('GET /v1/orders')).status).toBe(503)
  orders.stub.on('GET /metrics', { body: 'up 1', unchecked: true })
  expect(await (await orders.ask('GET /metrics')).text()).toBe('up 1')
})

test('JSON has the content type that is documented for it', async () => {
  await using orders = await startOrders()
  orders.stub.on('POST /v1/orders', { status: 422, body: { title: 'No items', status: 422 } })
  const response = await orders.ask('POST /v1/orders', { body: '{}' })
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})

test('what a function answers is held to the document when it does', async () => {
  await using orders = await startOrders()
  orders.stub.on('GET /v1/*', ({ path }) => ({
    body: { id: path.split('/').at(-1), total: 1, status: 'pending' },
  }))
  expect((await orders.ask('GET /v1/orders/o1')).status).toBe(200)
  expect((await orders.ask('GET /v1/orders/x1')).status).toBe(500)
  expect((await orders.ask('GET /v1/elsewhere')).status).toBe(200)
  expect(
    orders.stub.unexpected.map(({ message }) => message.replace(openapi, '…/orders.json')).join('\n'),
  ).toMatchInlineSnapshot(`
    "Stub "orders" could not answer GET /v1/orders/x1.
      Stub "orders" would answer GET /v1/* in a way that its OpenAPI document rules out.
        $.id: expected text that matches /^o[0-9]+$/, got "x1"
        in: …/orders.json
        fix: correct the answer, or the document; for an answer that is wrong on purpose say unchecked: true
        (stub_contradicts_openapi)"
  `)
})

test('an operation without an example says so when it is asked', async () => {
  await using orders = await startOrders()
  expect((await orders.ask('GET /v1/orders/impossible')).status).toBe(500)
  expect(orders.stub.unexpected[0]?.message).toContain('(openapi_no_example)')
})

test('a document that cannot be used is an error at the start', async () => {
  const failure = startStub({ name: 'orders', openapi: 'missing.json' })
  await expect(failure).rejects.toMatchObject({ code: 'openapi_unreadable' })
})
