import { describe, expect, type PostgresHandle, test } from 'assay/test'
import type { Page } from '../../../../tests/catalogue.ts'
import type { Order } from '../../../../tests/ordering.ts'
import { tokenFor } from '../../../../tests/tokens.ts'
import { storeOrder } from '../stored-order.ts'

/** A customer with orders in these states, the oldest first. */
async function customerWith(ordersDb: PostgresHandle, ...statuses: Order['status'][]) {
  const customerId = crypto.randomUUID()
  const ids: string[] = []
  for (const status of statuses) ids.push(await storeOrder(ordersDb, { customerId, status }))
  return { ids, token: await tokenFor(customerId) }
}

describe('the own orders', () => {
  test('are listed, the newest first, and can be paged', async ({ orders, ordersDb }) => {
    const { ids, token } = await customerWith(ordersDb, 'delivered', 'shipped', 'pending')
    const answer = await orders.get<Page<Order>>('/orders', { token, query: { limit: 2, offset: 1 } })
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('OrderPage')
    expect(answer.body).toMatchObject({ total: 3, limit: 2, offset: 1 })
    expect(answer.body.items.map(({ id }) => id)).toEqual([ids[1], ids[0]])
  })

  test('can be narrowed to a state', async ({ orders, ordersDb }) => {
    const { ids, token } = await customerWith(ordersDb, 'pending', 'shipped', 'pending')
    const { body } = await orders.get<Page<Order>>('/orders', { token, query: { status: 'shipped' } })
    expect(body.items.map(({ id }) => id)).toEqual([ids[1]])
    expect(body.total).toBe(1)
  })

  test.for([{ status: 'lost' }, { limit: 0 }])('are not given for %o', async (query, { orders }) => {
    const token = await tokenFor(crypto.randomUUID())
    expect(await orders.get('/orders', { token, query })).toBeProblem({ status: 400 })
  })

  test('are none for who has ordered nothing', async ({ orders }) => {
    const token = await tokenFor(crypto.randomUUID())
    expect((await orders.get('/orders', { token })).body).toMatchObject({ items: [], total: 0 })
  })
})

describe('the orders of others', () => {
  test('are not in the list', async ({ orders, ordersDb }) => {
    const { ids } = await customerWith(ordersDb, 'pending')
    const eve = await customerWith(ordersDb, 'pending')
    const { body } = await orders.get<Page<Order>>('/orders', { token: eve.token })
    expect(body.total).toBe(1)
    expect(body.items.map(({ id }) => id)).not.toContain(ids[0])
  })

  test('are answered like orders that are not there', async ({ orders, ordersDb }) => {
    const { ids } = await customerWith(ordersDb, 'pending')
    const token = await tokenFor(crypto.randomUUID())
    for (const id of [ids[0], crypto.randomUUID(), 'ORD-7ZK3M9QX4T']) {
      const answer = await orders.get(`/orders/${id}`, { token })
      expect(answer).toBeProblem({ status: 404, code: 'ORDER_NOT_FOUND' })
    }
  })

  test('cannot be cancelled', async ({ orders, ordersDb }) => {
    const { ids } = await customerWith(ordersDb, 'confirmed')
    const token = await tokenFor(crypto.randomUUID())
    const answer = await orders.patch(`/orders/${ids[0]}/status`, { status: 'cancelled' }, { token })
    expect(answer).toBeProblem({ status: 404, code: 'ORDER_NOT_FOUND' })
    expect(await ordersDb.query('SELECT status FROM orders WHERE id = $1', [ids[0]])).toEqual([
      { status: 'confirmed' },
    ])
  })
})

test.for(['get', 'patch'] as const)(
  'without a token nothing is told: %s',
  async (method, { orders, ordersDb }) => {
    const { ids } = await customerWith(ordersDb, 'pending')
    const answer =
      method === 'get'
        ? await orders.get(`/orders/${ids[0]}`)
        : await orders.patch(`/orders/${ids[0]}/status`, { status: 'cancelled' })
    expect(answer).toBeProblem({ status: 401, code: 'UNAUTHENTICATED' })
  },
)

test('the health names every store of the service', async ({ orders }) => {
  const answer = await orders.get('/health')
  await expect(answer).toMatchSchema('Health')
  expect(answer.body).toMatchObject({
    status: 'healthy',
    service: 'orders',
    checks: { database: 'healthy', broker: 'healthy' },
  })
})
