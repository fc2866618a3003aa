import { expect, test } from 'vitest'
import { startStub } from './stub.ts'

/** The body with which the stub answers, when each route answers with its own text. */
async function winner(
  routes: readonly (string | { readonly route: string; readonly when: object })[],
  request: string,
  init: RequestInit = {},
): Promise<string> {
  await using stub = await startStub({ name: 'routes' })
  for (const [index, route] of routes.entries()) {
    stub.on(route, { body: typeof route === 'string' ? route : `${route.route} ${index}` })
  }
  const [method = 'GET', path = '/'] = request.split(' ')
  return (await fetch(stub.url + path, { method, ...init })).text()
}

const json = (body: object) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

test('a literal goes before a parameter, that before the rest, segment by segment', async () => {
  const routes = ['GET /*', 'GET /a/:x', 'GET /:x/b', 'GET /a/b', 'GET /a/*', 'GET /a/{x}.png']
  expect(await winner(routes, 'GET /a/b')).toBe('GET /a/b')
  expect(await winner(routes, 'GET /a/c.png')).toBe('GET /a/{x}.png')
  expect(await winner(routes, 'GET /a/c')).toBe('GET /a/:x')
  expect(await winner(routes, 'GET /z/b')).toBe('GET /:x/b')
  expect(await winner(routes, 'GET /a/b/c')).toBe('GET /a/*')
  expect(await winner(routes, 'GET /z')).toBe('GET /*')
  expect(await winner(routes.toReversed(), 'GET /a/b')).toBe('GET /a/b')
})

test('a path that matches better but has not the method does not stand in the way', async () => {
  expect(await winner(['POST /a/b', 'GET /a/:x'], 'GET /a/b')).toBe('GET /a/:x')
})

test('the method itself goes before ANY, HEAD before GET', async () => {
  expect(await winner(['GET /a', 'ANY /a'], 'GET /a')).toBe('GET /a')
  expect(await winner(['GET /a', 'ANY /a'], 'PUT /a')).toBe('ANY /a')
})

test('conditions go before none, and of two that hold the later one goes first', async () => {
  const cheap = { route: 'POST /orders', when: { body: { price: 10 } } }
  const urgent = { route: 'POST /orders', when: { headers: { 'X-Urgent': 'yes' } } }
  const routes = [cheap, urgent, 'POST /orders']
  expect(await winner(routes, 'POST /orders', json({ price: 10, id: 1 }))).toBe('POST /orders 0')
  expect(await winner(routes, 'POST /orders', json({ price: 11 }))).toBe('POST /orders')
  const both = json({ price: 10 })
  const init = { ...both, headers: { ...both.headers, 'x-urgent': 'yes' } }
  expect(await winner(routes, 'POST /orders', init)).toBe('POST /orders 1')
})

test('conditions on the query, and functions of the body', async () => {
  const second = { route: 'GET /orders', when: { query: { page: 2, tag: ['a', 'b'] } } }
  expect(await winner([second, 'GET /orders'], 'GET /orders?tag=a&page=2&tag=b')).toBe('GET /orders 0')
  expect(await winner([second, 'GET /orders'], 'GET /orders?page=2')).toBe('GET /orders')
  const long = { route: 'PUT /text', when: { body: (body: unknown) => String(body).length > 3 } }
  expect(await winner([long, 'PUT /text'], 'PUT /text', { body: 'long' })).toBe('PUT /text 0')
  expect(await winner([long, 'PUT /text'], 'PUT /text', { body: 'shy' })).toBe('PUT /text')
})

test('a route for exactly the same requests replaces the earlier one', async () => {
  const conditional = { route: 'GET /a', when: { query: { x: '1' } } }
  expect(await winner(['GET /a/:x', 'GET /a/{y}'], 'GET /a/b')).toBe('GET /a/{y}')
  expect(await winner([conditional, { ...conditional }], 'GET /a?x=1')).toBe('GET /a 1')
})

test('an encoded slash is part of its segment', async () => {
  expect(await winner(['GET /a%2Fb/c', 'GET /a/b%2Fc'], 'GET /a/b%2Fc')).toBe('GET /a/b%2Fc')
  expect(await winner(['GET /:x', 'GET /a/b'], 'GET /a%2Fb')).toBe('GET /:x')
})
