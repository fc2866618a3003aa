import { type Collected, describe, expect, type PostgresHandle, type RabbitmqHandle, test } from 'assay/test'
import { takeDeadLetter } from '../../../../tests/dead-letters.ts'
import { handled } from '../../../../tests/log-lines.ts'
import { messageAbout, messagesAbout } from '../../../../tests/messages-about.ts'
import { storeOrder } from '../stored-order.ts'

async function stateOf(ordersDb: PostgresHandle, id: string) {
  const [row] = await ordersDb.query('SELECT status, rejection_reason FROM orders WHERE id = $1', [id])
  return row
}

const customerId = crypto.randomUUID()

/** Makes the service tell of one more order, and waits for it: what it told of others has come by then. */
async function lastEvent(
  { ordersDb, broker }: { ordersDb: PostgresHandle; broker: RabbitmqHandle },
  events: Collected,
): Promise<void> {
  const orderId = await storeOrder(ordersDb, { customerId, status: 'cancelled' })
  await broker.publish('shop', 'inventory.reserved', { orderId })
  await messageAbout(events, orderId)
}

describe('what the inventory decides', () => {
  test('confirms an order that is pending', async ({ orders, ordersDb, broker }) => {
    const orderId = await storeOrder(ordersDb, { customerId, status: 'pending' })
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'inventory.reserved', { orderId }, { messageId })
    await handled(orders, messageId)
    expect(await stateOf(ordersDb, orderId)).toEqual({ status: 'confirmed', rejection_reason: null })
  })

  test('rejects an order that is pending, and says why', async ({ orders, ordersDb, broker }) => {
    const orderId = await storeOrder(ordersDb, { customerId, status: 'pending' })
    const messageId = crypto.randomUUID()
    const reason = 'insufficient inventory for a lamp'
    await broker.publish('shop', 'inventory.rejected', { orderId, reason }, { messageId })
    await handled(orders, messageId)
    expect(await stateOf(ordersDb, orderId)).toEqual({ status: 'rejected', rejection_reason: reason })
  })

  test.for([
    ['inventory.rejected', 'confirmed'],
    ['inventory.rejected', 'cancelled'],
    ['inventory.reserved', 'rejected'],
    ['inventory.reserved', 'shipped'],
  ] as const)(
    'comes too late with %s for an order that is %s',
    async ([type, status], { orders, ordersDb, broker }) => {
      const events = await broker.collect('shop', 'order.*')
      const orderId = await storeOrder(ordersDb, { customerId, status })
      const messageId = crypto.randomUUID()
      await broker.publish('shop', type, { orderId, reason: 'too late' }, { messageId })
      await handled(orders, messageId)
      expect(await stateOf(ordersDb, orderId)).toEqual({ status, rejection_reason: null })
      await lastEvent({ ordersDb, broker }, events)
      expect(messagesAbout(events, orderId)).toEqual([])
    },
  )

  test('is given back when the order was cancelled meanwhile, once per message', async ({
    orders,
    ordersDb,
    broker,
  }) => {
    const events = await broker.collect('shop', 'order.cancelled')
    const orderId = await storeOrder(ordersDb, { customerId, status: 'cancelled' })
    const messageId = crypto.randomUUID()
    for (const times of [1, 2]) {
      await broker.publish('shop', 'inventory.reserved', { orderId }, { messageId })
      await handled(orders, messageId, times)
    }
    await lastEvent({ ordersDb, broker }, events)
    expect(messagesAbout(events, orderId)).toHaveLength(1)
  })

  test('about an order that nobody knows changes nothing', async ({ orders, broker }) => {
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'inventory.reserved', { orderId: crypto.randomUUID() }, { messageId })
    await handled(orders, messageId)
  })

  test('is put aside when it is malformed', async ({ ordersDb, broker }) => {
    const orderId = await storeOrder(ordersDb, { customerId, status: 'pending' })
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'inventory.rejected', { orderId }, { messageId })
    const dead = await takeDeadLetter(broker, 'orders.reservations', messageId)
    expect(dead.reason).toMatch(/reason/)
    expect(await stateOf(ordersDb, orderId)).toMatchObject({ status: 'pending' })
  })
})
