import { describe, expect, test } from 'assay/test'
import { messageAbout, messagesAbout } from '../../../../tests/messages-about.ts'
import type { Order } from '../../../../tests/ordering.ts'
import { tokenFor } from '../../../../tests/tokens.ts'
import { storeOrder } from '../stored-order.ts'

type Status = Order['status']

describe('an order', () => {
  test.for<[Status, Status]>([
    ['pending', 'cancelled'],
    ['confirmed', 'cancelled'],
    ['confirmed', 'shipped'],
    ['shipped', 'delivered'],
  ])('that is %s becomes %s', async ([status, wanted], { orders, ordersDb }) => {
    const customerId = crypto.randomUUID()
    const token = await tokenFor(customerId)
    const id = await storeOrder(ordersDb, { customerId, status })
    const answer = await orders.patch<Order>(`/orders/${id}/status`, { status: wanted }, { token })
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('Order')
    expect(answer.body.status).toBe(wanted)
    expect((await orders.get(`/orders/${id}`, { token })).body).toEqual(answer.body)
  })

  test.for<[Status, Status]>([
    ['pending', 'shipped'],
    ['pending', 'confirmed'],
    ['shipped', 'cancelled'],
    ['rejected', 'cancelled'],
    ['cancelled', 'cancelled'],
    ['delivered', 'pending'],
  ])('that is %s cannot be asked to become %s', async ([status, wanted], { orders, ordersDb }) => {
    const customerId = crypto.randomUUID()
    const token = await tokenFor(customerId)
    const id = await storeOrder(ordersDb, { customerId, status })
    const answer = await orders.patch(`/orders/${id}/status`, { status: wanted }, { token })
    const detail = `A ${status} order cannot become ${wanted}.`
    expect(answer).toBeProblem({ status: 409, code: 'INVALID_TRANSITION', detail })
    expect((await orders.get<Order>(`/orders/${id}`, { token })).body.status).toBe(status)
  })

  test.for([{ status: 'lost' }, {}, { status: 'cancelled', total: 0 }])(
    'is not changed by %o',
    async (change, { orders, ordersDb }) => {
      const customerId = crypto.randomUUID()
      const id = await storeOrder(ordersDb, { customerId, status: 'pending' })
      const answer = await orders.patch(`/orders/${id}/status`, change, { token: await tokenFor(customerId) })
      expect(answer).toBeProblem({ status: 400, code: 'VALIDATION_FAILED' })
    },
  )
})

describe('a cancellation', () => {
  test('tells the inventory, with the request id of the customer', async ({ orders, ordersDb, broker }) => {
    const events = await broker.collect('shop', 'order.*')
    const customerId = crypto.randomUUID()
    const id = await storeOrder(ordersDb, { customerId, status: 'confirmed' })
    const { exchange } = await orders.patch(
      `/orders/${id}/status`,
      { status: 'cancelled' },
      { token: await tokenFor(customerId) },
    )
    await messageAbout(events, id)
    expect(messagesAbout(events, id)).toMatchObject([
      {
        routingKey: 'order.cancelled',
        body: { orderId: id },
        headers: { 'x-request-id': exchange.requestId },
      },
    ])
  })

  test('that is asked for many times at once happens once', async ({ orders, ordersDb, broker }) => {
    const events = await broker.collect('shop', 'order.*')
    const customerId = crypto.randomUUID()
    const token = await tokenFor(customerId)
    const id = await storeOrder(ordersDb, { customerId, status: 'confirmed' })
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        orders.patch(`/orders/${id}/status`, { status: 'cancelled' }, { token }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    // The event of another order comes after any that was told of this one.
    const other = await storeOrder(ordersDb, { customerId, status: 'pending' })
    await orders.patch(`/orders/${other}/status`, { status: 'cancelled' }, { token })
    await messageAbout(events, other)
    expect(messagesAbout(events, id)).toHaveLength(1)
  })
})
