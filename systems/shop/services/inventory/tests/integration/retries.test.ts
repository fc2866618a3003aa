import { expect, test } from 'assay/test'
import { stockWhen } from '../../../../tests/catalogue.ts'
import { takeDeadLetter } from '../../../../tests/dead-letters.ts'
import { refuseEvents } from '../../../../tests/refused-events.ts'
import { decisionOn, place, shelve } from '../shelves.ts'

test.override({ variables: { inventory: { MESSAGE_ATTEMPTS: '5', MESSAGE_RETRY_MS: '1' } } })

test('an order of a product that nobody ever offers is rejected in the end', async ({
  inventory,
  broker,
}) => {
  const productId = crypto.randomUUID()
  const orderId = await place(broker, [{ productId, quantity: 1 }])
  expect(await decisionOn(inventory, orderId)).toMatchObject({
    status: 'rejected',
    reason: `insufficient inventory for ${productId}`,
  })
})

test('an order whose answer cannot be stored holds nothing, and is put aside after five attempts', async ({
  inventory,
  inventoryDb,
  broker,
}) => {
  const lamp = await shelve(inventory, 5)
  const messageId = crypto.randomUUID()
  const orderId = crypto.randomUUID()
  const order = { orderId, items: [{ productId: lamp, quantity: 2 }] }
  await using _ = await refuseEvents(inventoryDb, orderId)
  await broker.publish('shop', 'order.placed', order, { messageId })
  const dead = await takeDeadLetter(broker, 'inventory.orders', messageId)
  expect(dead).toEqual({ body: order, attempts: 5, reason: 'the outbox is full' })
  expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 5, reserved: 0, version: 1 })
  expect(await inventory.get(`/reservations/${orderId}`)).toHaveStatus(404)
  expect(await inventoryDb.query('SELECT 1 FROM inbox WHERE message_id = $1', [messageId])).toEqual([])
})

test('an order that failed and was put aside can be delivered again once the cause is gone', async ({
  inventory,
  inventoryDb,
  broker,
}) => {
  const lamp = await shelve(inventory, 5)
  const messageId = crypto.randomUUID()
  const order = { orderId: crypto.randomUUID(), items: [{ productId: lamp, quantity: 2 }] }
  {
    await using _ = await refuseEvents(inventoryDb, order.orderId)
    await broker.publish('shop', 'order.placed', order, { messageId })
    await takeDeadLetter(broker, 'inventory.orders', messageId)
  }
  await broker.publish('shop', 'order.placed', order, { messageId })
  expect(await decisionOn(inventory, order.orderId)).toMatchObject({ status: 'reserved' })
  expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 3, reserved: 2 })
})
