import { describe, expect, test } from 'assay/test'
import { tokenFor } from '../../../../tests/tokens.ts'
import { offer } from '../catalogue-answers.ts'

test.override({ variables: { orders: { NEIGHBOUR_TIMEOUT_MS: '150' } } })

const neighbours = [
  ['products', 'GET /products/:id'],
  ['inventory', 'GET /stock'],
] as const
const failures = [
  ['refuses connections', { fault: 'reset' }],
  ['is too slow', { fault: 'hang' }],
  ['breaks off', { body: '{"items": [], "and": "more"}', fault: 'cut' }],
  ['speaks another protocol', { fault: 'garbage' }],
  ['fails', { status: 503, body: {}, unchecked: true }],
  ['answers something else', { body: { ok: true }, unchecked: true }],
  ['answers what is not JSON', { body: '<html>', unchecked: true }],
  ['refuses the request', { status: 403, body: {}, unchecked: true }],
] as const

describe.for(neighbours)('when %s', ([name, route]) => {
  test.for(failures)(
    '%s, an order is a 503 that names it, and is not kept',
    async ([, answer], { orders, ordersDb, stubs }) => {
      const [lamp] = offer(stubs, { price: 29.99 })
      stubs[name].on(route, answer)
      const customerId = crypto.randomUUID()
      const placed = await orders.post(
        '/orders',
        { items: [{ productId: lamp, quantity: 1 }] },
        { token: await tokenFor(customerId) },
      )
      expect(placed).toBeProblem({
        status: 503,
        code: 'DEPENDENCY_UNAVAILABLE',
        detail: RegExp(`${name} service`),
      })
      expect(placed.exchange.durationMs).toBeLessThan(600)
      expect(await ordersDb.query('SELECT 1 FROM orders WHERE customer_id = $1', [customerId])).toEqual([])
    },
  )
})

test('a neighbour that has recovered is used again at once', async ({ orders, stubs }) => {
  const [lamp] = offer(stubs, { price: 29.99 })
  const token = await tokenFor(crypto.randomUUID())
  const place = () => orders.post('/orders', { items: [{ productId: lamp, quantity: 1 }] }, { token })
  stubs.inventory.on('GET /stock', [{ fault: 'reset' }, { body: { items: [] } }])
  expect(await place()).toHaveStatus(503)
  expect(await place()).toHaveStatus(201)
})
