import { eachLike, fromProviderState, integer, like, pact, regex } from 'assay/contract'
import { expect, test } from 'vitest'
import { bearer } from '../../../../tests/pacts.ts'
import { tokenFor } from '../../../../tests/tokens.ts'
import { type Gateway, gatewayBefore } from '../gateway-before.ts'
import { promisedLine, promisedOrder, promisedProblem } from '../promises.ts'

const orders = pact({ consumer: 'gateway', provider: 'orders' })
const documented = { service: 'gateway' }
const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
const customerId = '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2'
const orderId = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const headers = { authorization: bearer }
const cancellation = {
  method: 'PATCH',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the provider's states fill it in
  path: fromProviderState('/orders/${orderId}/status', `/orders/${orderId}/status`),
  headers,
  body: { status: 'cancelled' },
}
const order = { ...promisedOrder, customerId, items: eachLike(promisedLine), rejectionReason: null }

test('places an order', async () => {
  const body = { items: [{ productId: lamp, quantity: 2, price: 29.99 }], subtotal: 59.98 }
  await using provider = await orders.mock({
    description: 'an order of two lamps',
    given: [
      signedIn(),
      { name: 'a product can be ordered', params: { productId: lamp, price: 29.99, available: 2 } },
    ],
    request: { method: 'POST', path: '/orders', headers, body },
    response: {
      status: 201,
      headers: { location: regex(/^\/orders\/[0-9a-f-]{36}$/, `/orders/${orderId}`) },
      body: {
        ...order,
        status: 'pending',
        items: [{ ...promisedLine, productId: lamp, quantity: 2, unitPrice: 29.99, lineTotal: 59.98 }],
        subtotal: 59.98,
        shippingAddress: null,
      },
    },
  })
  await using gateway = await gatewayBefore(provider.url)
  const answer = await gateway.ask('/orders', { method: 'POST', token: await tokenFor(customerId), body })
  expect(answer).toMatchObject({ status: 201, headers: { location: `/orders/${orderId}` } })
  await expect(answer.body).toMatchSchema('Order', documented)
})

test('tells that there is not enough of what is ordered', async () => {
  const body = { items: [{ productId: lamp, quantity: 2 }] }
  await using provider = await orders.mock({
    description: 'an order of more than there is',
    given: [
      signedIn(),
      { name: 'a product can be ordered', params: { productId: lamp, price: 29.99, available: 1 } },
    ],
    request: { method: 'POST', path: '/orders', headers, body },
    response: promisedProblem(400, 'INSUFFICIENT_INVENTORY'),
  })
  await using gateway = await gatewayBefore(provider.url)
  const answer = await gateway.ask('/orders', { method: 'POST', token: await tokenFor(customerId), body })
  expect(answer.status).toBe(400)
  await expect(answer.body).toMatchSchema('Problem', documented)
})

test('shows the orders of a customer, and why one was rejected', async () => {
  const rejectionReason = 'insufficient inventory'
  const rejected = { ...order, status: 'rejected', rejectionReason: like(rejectionReason) }
  await using provider = await orders.mock({
    description: 'a request for the own orders in a status',
    given: [signedIn(), hasOrdered('rejected', { rejectionReason })],
    request: { method: 'GET', path: '/orders', headers, query: { status: 'rejected', limit: 5, offset: 0 } },
    response: {
      body: { items: eachLike(rejected), total: integer(1), limit: 5, offset: 0 },
    },
  })
  await using gateway = await gatewayBefore(provider.url)
  const token = await tokenFor(customerId)
  const { status, body } = await gateway.ask('/orders?status=rejected&limit=5&offset=0', { token })
  expect(status).toBe(200)
  await expect(body).toMatchSchema('OrderPage', documented)
})

test('cancels an order', async () => {
  await using provider = await orders.mock({
    description: 'a cancellation',
    given: [signedIn(), hasOrdered('confirmed')],
    request: cancellation,
    response: { body: { ...order, status: 'cancelled' } },
  })
  await using gateway = await gatewayBefore(provider.url)
  const { status, body } = await cancel(gateway)
  expect(status).toBe(200)
  await expect(body).toMatchSchema('Order', documented)
})

test('tells that an order is on its way and cannot be cancelled', async () => {
  await using provider = await orders.mock({
    description: 'a cancellation that comes too late',
    given: [signedIn(), hasOrdered('shipped')],
    request: cancellation,
    response: promisedProblem(409, 'INVALID_TRANSITION'),
  })
  await using gateway = await gatewayBefore(provider.url)
  const { status, body } = await cancel(gateway)
  expect(status).toBe(409)
  await expect(body).toMatchSchema('Problem', documented)
})

test('tells whether the service works', async () => {
  await using provider = await orders.mock({
    description: 'a request for the health',
    request: { method: 'GET', path: '/health' },
    response: { status: 200 },
  })
  await using gateway = await gatewayBefore(provider.url)
  const { body } = await gateway.ask('/health')
  expect(body).toMatchObject({ services: { orders: { status: 'healthy' } } })
})

function signedIn() {
  return { name: 'a customer is signed in', params: { customerId } }
}

function hasOrdered(status: string, more: { readonly rejectionReason?: string } = {}) {
  return { name: 'the customer has an order', params: { customerId, status, ...more } }
}

async function cancel(gateway: Gateway) {
  const token = await tokenFor(customerId)
  return gateway.ask(`/orders/${orderId}/status`, { method: 'PATCH', token, body: { status: 'cancelled' } })
}
