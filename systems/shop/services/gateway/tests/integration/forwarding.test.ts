import { describe, eventually, expect, test } from 'assay/test'
import { logLines } from '../../../../tests/log-lines.ts'
import { tokenFor } from '../../../../tests/tokens.ts'
import { askRaw } from '../raw-request.ts'

describe('a request reaches the service that its path names', () => {
  test.for([
    ['users', 'get', '/users?limit=5', 'GET /users'],
    ['users', 'get', '/users/9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2', 'GET /users/:id'],
    ['users', 'get', '/users/profile', 'GET /users/profile'],
    ['users', 'delete', '/users/9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2', 'DELETE /users/:id'],
    ['users', 'get', '/users/9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2/orders', 'GET /users/:id/orders'],
    ['products', 'get', '/products?search=lamp&limit=5', 'GET /products'],
    ['products', 'get', '/products/f47ac10b-58cc-4372-a567-0e02b2c3d479', 'GET /products/:id'],
    ['products', 'delete', '/products/f47ac10b-58cc-4372-a567-0e02b2c3d479', 'DELETE /products/:id'],
    ['orders', 'get', '/orders?status=pending', 'GET /orders'],
    ['orders', 'get', '/orders/7c9e6679-7425-40de-944b-e07fc1f90ae7', 'GET /orders/:id'],
  ] as const)('%s: %s %s', async ([service, method, path, route], { gateway, stubs }) => {
    const token = await tokenFor(crypto.randomUUID())
    const answer = await gateway[method](path, { token })
    expect(answer.status).toBeLessThan(300)
    const query = Object.fromEntries(new URL(path, 'http://shop.example').searchParams)
    expect(stubs[service]).toHaveBeenCalled(route, { times: 1, with: { query } })
    expect(stubs[service].callCount()).toBe(1)
  })
})

describe('what is forwarded', () => {
  test('has the body and the headers of the client, and its token', async ({ gateway, stubs }) => {
    const token = await tokenFor(crypto.randomUUID())
    const body = { items: [{ productId: crypto.randomUUID(), quantity: 2 }] }
    const answer = await gateway.post('/orders', body, { token, headers: { 'accept-language': 'en' } })
    expect(answer).toHaveStatus(201)
    await expect(answer).toMatchSchema('Order')
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'accept-language': 'en',
    }
    expect(stubs.orders).toHaveBeenCalled('POST /orders', { times: 1, with: { body, headers } })
  })

  test('has the request id and the trace of the client, and so has the answer', async ({
    gateway,
    stubs,
  }) => {
    const answer = await gateway.get('/products')
    expect(stubs.products).toHaveBeenCalled('GET /products', {
      with: {
        headers: {
          'x-request-id': answer.exchange.requestId,
          traceparent: expect.stringMatching(`^00-${answer.exchange.traceId}-[0-9a-f]{16}-01$`),
        },
      },
    })
    expect(answer.headers['x-request-id']).toBe(answer.exchange.requestId)
    const { requestId: id, traceId } = answer.exchange
    const line = await eventually(() => logLines(gateway).find(({ requestId }) => requestId === id))
    expect(line).toMatchObject({ route: '/products', status: 200, traceId })
  })

  test('gets a request id when the client gave none', async ({ gateway, stubs }) => {
    const answer = await gateway.get('/products', { headers: { 'x-request-id': '' } })
    const id = answer.headers['x-request-id']
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(stubs.products).toHaveBeenCalled('GET /products', { with: { headers: { 'x-request-id': id } } })
  })

  test('tells where the request came from, whatever the client says', async ({ gateway, stubs }) => {
    await gateway.get('/products', { headers: { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=evil' } })
    const [call] = stubs.products.calls('GET /products')
    expect(call!.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(gateway.url).host,
    })
    expect(call!.headers).not.toHaveProperty('forwarded')
  })

  test('has no headers that concern only the client’s connection', async ({ gateway, stubs }) => {
    const headers = {
      connection: 'close, x-debug',
      'x-debug': '1',
      te: 'trailers',
      'proxy-authorization': 'x',
    }
    expect(await askRaw(gateway, { path: '/products', headers })).toBe(200)
    const [call] = stubs.products.calls('GET /products')
    expect(call!.headers['connection']).not.toBe('close, x-debug')
    for (const name of ['x-debug', 'te', 'proxy-authorization'])
      expect(call!.headers).not.toHaveProperty(name)
  })

  test('may be a form, for a login', async ({ gateway, stubs }) => {
    const form = new URLSearchParams({ username: 'ada@example.com', password: 'Analytical1843' })
    const answer = await gateway.post('/token', form)
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('Token')
    expect(stubs.users).toHaveBeenCalled('POST /token', { with: { body: form.toString() } })
  })
})

describe('what the service answers', () => {
  test('is passed on: status, headers and body', async ({ gateway, stubs }) => {
    const [id, email] = [crypto.randomUUID(), 'ada@example.com']
    const facts = {
      name: 'Ada',
      age: null,
      tier: 'regular',
      active: true,
      createdAt: '2026-01-15T10:00:00.000Z',
    }
    stubs.users.on('POST /users', {
      status: 201,
      headers: { location: `/users/${id}`, 'x-cache': 'miss' },
      body: { id, email, ...facts },
    })
    const answer = await gateway.post('/users', { email })
    expect(answer).toHaveStatus(201)
    await expect(answer).toMatchSchema('User')
    expect(answer.body).toMatchObject({ id, email })
    expect(answer.headers).toMatchObject({ location: `/users/${id}`, 'x-cache': 'miss' })
  })

  test('is passed on when it is a refusal', async ({ gateway, stubs }) => {
    const problem = {
      type: 'urn:shop:problem:product-not-found',
      title: 'Product not found',
      status: 404,
      detail: 'Product lamp was not found.',
      code: 'PRODUCT_NOT_FOUND',
      error: 'Product not found',
      message: 'Product lamp was not found.',
    }
    stubs.products.on('GET /products/:id', { status: 404, body: problem })
    const answer = await gateway.get('/products/lamp')
    expect(answer).toBeProblem({ status: 404, code: 'PRODUCT_NOT_FOUND' })
    expect(answer.body).toEqual(problem)
  })

  test('is passed on without a body when it has none', async ({ gateway }) => {
    const token = await tokenFor(crypto.randomUUID())
    const answer = await gateway.delete(`/products/${crypto.randomUUID()}`, { token })
    expect(answer).toHaveStatus(204)
    expect(answer.body).toBeUndefined()
  })
})

test.for([
  ['/orders', 'application/json'],
  ['/token', 'application/x-www-form-urlencoded'],
])('a body that is too large is refused and not forwarded: %s', async ([path, type], { gateway, stubs }) => {
  const answer = await gateway.post(path!, new Uint8Array(1_048_577), {
    token: await tokenFor(crypto.randomUUID()),
    headers: { 'content-type': type! },
  })
  expect(answer).toBeProblem({ status: 413, code: 'BODY_TOO_LARGE' })
  expect(stubs.orders.callCount() + stubs.users.callCount()).toBe(0)
})

test('a login that is not a form is refused and not forwarded', async ({ gateway, stubs }) => {
  const answer = await gateway.post('/token', { username: 'ada@example.com', password: 'Analytical1843' })
  expect(answer).toBeProblem({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
  expect(stubs.users).not.toHaveBeenCalled('POST /token')
})

test('the document describes what the services behind can do', async ({ gateway }) => {
  const answer = await gateway.get<{ paths: object }>('/openapi.json')
  expect(answer).toHaveStatus(200)
  expect(Object.keys(answer.body.paths)).toEqual(
    expect.arrayContaining([
      '/users/{id}/orders',
      '/products/{id}',
      '/orders/{id}/status',
      '/token',
      '/health',
    ]),
  )
})

test('a deployment ends the gateway only when it has answered what it was asked', async ({
  gateway,
  stubs,
}) => {
  stubs.products.on('GET /products', { delayMs: 150, body: { items: [], total: 0, limit: 20, offset: 0 } })
  const asked = gateway.get('/products')
  await eventually(() => stubs.products.callCount('GET /products') > 0)
  await gateway.stop()
  expect(await asked).toHaveStatus(200)
})
