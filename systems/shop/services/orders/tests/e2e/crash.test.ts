import { eventually, expect, test } from 'assay/test'
import { stockWhen } from '../../../../tests/catalogue.ts'
import { decided, type Order } from '../../../../tests/ordering.ts'
import { buy, merchandise, shopper } from '../../../../tests/shopping.ts'
import { lockTable } from '../../../../tests/table-lock.ts'
import { decisionOn } from '../../../inventory/tests/shelves.ts'

test('an order outlives a crash of the orders service right after it was accepted', async ({
  gateway,
  orders,
  inventory,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise, { stock: 5 })
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 2 })
  await orders.kill()
  expect(await gateway.get(`/orders/${body.id}`, { token: ada.token })).toBeProblem({ status: 503 })
  await orders.start()
  expect(await decided(gateway, body.id, ada.token)).toEqual({ ...body, status: 'confirmed' })
  expect(await stockWhen(inventory, lamp.id)).toMatchObject({ available: 3, reserved: 2 })
})

test('an order whose event was not yet published when the service was killed is published after it', async ({
  gateway,
  orders,
  ordersDb,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise)
  // Who publishes takes this lock first, so meanwhile events stay in the outbox.
  const publisher = await ordersDb.connect()
  await publisher.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('outbox'))`)
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 1 })
  const waiting = await ordersDb.query('SELECT type FROM outbox WHERE aggregate_id = $1', [body.id])
  expect(waiting).toEqual([{ type: 'order.placed' }])
  await orders.kill()
  await publisher.query('ROLLBACK')
  await orders.start()
  expect(await decided(gateway, body.id, ada.token)).toMatchObject({ status: 'confirmed' })
})

test('a decision that comes while the orders service is down waits for it', async ({
  gateway,
  orders,
  inventory,
  inventoryDb,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise)
  const lock = await lockTable(inventoryDb, 'reservations')
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 1 })
  await eventually(async () => (await lock.waiting()) > 0)
  await orders.stop()
  await lock.release()
  expect(await decisionOn(inventory, body.id)).toMatchObject({ status: 'reserved' })
  await orders.start()
  expect(await decided(gateway, body.id, ada.token)).toMatchObject({ status: 'confirmed' })
})

test('while the inventory is down nothing can be ordered; what was ordered before is confirmed once it is back', async ({
  gateway,
  inventory,
  inventoryDb,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise, { stock: 5 })
  const lock = await lockTable(inventoryDb, 'reservations')
  const before = await buy(gateway, ada, { productId: lamp.id, quantity: 1 })
  await inventory.kill()
  await lock.release()
  expect(await buy(gateway, ada, { productId: lamp.id, quantity: 1 })).toBeProblem({
    status: 503,
    code: 'DEPENDENCY_UNAVAILABLE',
    detail: 'The inventory service is unavailable.',
  })
  const pending = await gateway.get<Order>(`/orders/${before.body.id}`, { token: ada.token })
  expect(pending.body.status).toBe('pending')
  await inventory.start()
  expect(await decided(gateway, before.body.id, ada.token)).toMatchObject({ status: 'confirmed' })
  expect(await buy(gateway, ada, { productId: lamp.id, quantity: 1 })).toHaveStatus(201)
})
