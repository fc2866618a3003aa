import { expect, test } from 'vitest'
import { buildHttpInteraction } from './build-interaction.ts'
import type { HttpInteractionOptions } from './interaction-options.ts'
import { judgeMock } from './judge-mock.ts'
import { MockServer } from './mock-server.ts'

const ORIGIN = 'http://localhost:5173'
const ORDER: HttpInteractionOptions = {
  description: 'an order',
  request: { method: 'POST', path: '/orders', body: { product: 7 } },
  response: { status: 201, headers: { Location: '/orders/1' } },
}
const PREFLIGHT = {
  origin: ORIGIN,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type,x-shop',
}

function start(...options: readonly HttpInteractionOptions[]): Promise<MockServer> {
  return MockServer.listen({
    provider: 'shop',
    interactions: options.map(buildHttpInteraction),
    seed: 'a test',
  })
}

test('a page of another origin may ask the mock, and read its answers', async () => {
  await using mock = await start(ORDER)
  const preflight = await fetch(`${mock.url}/orders`, { method: 'OPTIONS', headers: PREFLIGHT })
  expect([preflight.status, corsHeaders(preflight)]).toEqual([
    204,
    {
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type,x-shop',
      'access-control-allow-methods': 'POST',
      'access-control-allow-origin': ORIGIN,
    },
  ])
  const answer = await fetch(`${mock.url}/orders`, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'application/json' },
    body: '{"product":7}',
  })
  expect([answer.status, answer.headers.get('vary'), corsHeaders(answer)]).toEqual([
    201,
    'origin',
    {
      'access-control-allow-credentials': 'true',
      'access-control-allow-origin': ORIGIN,
      'access-control-expose-headers': 'Location',
    },
  ])
  expect(judgeMock('shop', mock)).toBeUndefined()
})

test('a page can read what is said about its unexpected request', async () => {
  await using mock = await start(ORDER)
  const answer = await fetch(`${mock.url}/carts`, { headers: { origin: ORIGIN } })
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([500, ORIGIN])
})

test('what an interaction says about other origins is what is answered', async () => {
  const headers = { 'Access-Control-Allow-Origin': 'https://shop.test' }
  await using mock = await start(
    { description: 'preflight', request: { method: 'OPTIONS', path: '/orders' }, response: { headers } },
    { ...ORDER, response: { status: 201, headers } },
  )
  const preflight = await fetch(`${mock.url}/orders`, { method: 'OPTIONS', headers: PREFLIGHT })
  const answer = await fetch(`${mock.url}/orders`, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'application/json' },
    body: '{"product":7}',
  })
  for (const one of [preflight, answer]) {
    expect(corsHeaders(one)).toEqual({ 'access-control-allow-origin': 'https://shop.test' })
  }
  expect(judgeMock('shop', mock)).toBeUndefined()
})

test('without an origin nothing is added, and OPTIONS is a request like any other', async () => {
  await using mock = await start(ORDER)
  const answer = await fetch(`${mock.url}/orders`, { method: 'OPTIONS' })
  expect([answer.status, corsHeaders(answer)]).toEqual([500, {}])
  expect(judgeMock('shop', mock)?.code).toBe('pact_unexpected_request')
})

function corsHeaders({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))
}
