import { createLogger } from '@shop/service-kit/logger'
import { createServer } from '@shop/service-kit/server'
import { createTokens } from '@shop/service-kit/token'
import { eachLike, integer, like, number, pact, uuid } from 'assay/contract'
import { expect, test } from 'vitest'
import { tokenSecret } from '../../../../assay.config.ts'
import { bearer } from '../../../../tests/pacts.ts'
import { tokenFor } from '../../../../tests/tokens.ts'
import { registerOrderHistory } from '../../src/order-history-route.ts'

const orders = pact({ consumer: 'users', provider: 'orders' })
const customerId = '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2'
const signedIn = { name: 'a customer is signed in', params: { customerId } }
const request = {
  method: 'GET',
  path: '/orders',
  query: { limit: 5, offset: 0 },
  headers: { authorization: bearer },
}

/** Asks for a customer's history, with the orders service at this address. */
async function readHistory(url: string) {
  await using server = createServer({ log: createLogger({ service: 'users', level: 'silent' }) })
  const neighbour = { name: 'orders', url, timeoutMs: 2000 }
  registerOrderHistory(server, { orders: neighbour, tokens: createTokens(tokenSecret) })
  const authorization = `Bearer ${await tokenFor(customerId)}`
  const answer = await server.inject({
    url: `/users/${customerId}/orders?limit=5&offset=0`,
    headers: { authorization },
  })
  return { status: answer.statusCode, body: answer.json() }
}

test('the history has what the customer has ordered', async () => {
  await using provider = await orders.mock({
    description: 'a request for the own orders',
    given: [signedIn, { name: 'the customer has an order', params: { customerId, status: 'confirmed' } }],
    request,
    response: {
      body: {
        items: eachLike({
          id: uuid('7c9e6679-7425-40de-944b-e07fc1f90ae7'),
          number: like('ORD-7ZK3M9QX4T'),
          status: like('confirmed'),
          total: number(56.98),
          createdAt: like('2026-01-15T10:00:00.000Z'),
        }),
        total: integer(1),
        limit: integer(5),
        offset: integer(0),
      },
    },
  })
  const { status, body } = await readHistory(provider.url)
  expect(status).toBe(200)
  expect(body).toMatchObject({ items: [{ number: 'ORD-7ZK3M9QX4T', total: 56.98 }], total: 1 })
})

test('the history of who has ordered nothing is empty', async () => {
  await using provider = await orders.mock({
    description: 'a request for the own orders',
    given: [signedIn, { name: 'the customer has no orders', params: { customerId } }],
    request,
    response: { body: { items: [], total: 0, limit: integer(5), offset: integer(0) } },
  })
  expect(await readHistory(provider.url)).toMatchObject({ status: 200, body: { items: [], total: 0 } })
})

test('there is no history when the orders service does not take the token', async () => {
  await using provider = await orders.mock({
    description: 'a request for the own orders with a token that is not valid',
    request,
    response: { status: 401 },
  })
  expect(await readHistory(provider.url)).toMatchObject({
    status: 503,
    body: { code: 'DEPENDENCY_UNAVAILABLE', detail: 'The orders service refused the request with 401.' },
  })
})
