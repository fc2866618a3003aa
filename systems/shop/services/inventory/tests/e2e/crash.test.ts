import { eventually, expect, test } from 'assay/test'
import { stockWhen } from '../../../../tests/catalogue.ts'
import { logLines } from '../../../../tests/log-lines.ts'
import { decided } from '../../../../tests/ordering.ts'
import { cutOff } from '../../../../tests/outages.ts'
import { buy, merchandise, shopper } from '../../../../tests/shopping.ts'
import { lockTable } from '../../../../tests/table-lock.ts'
import { decisionOn, place } from '../shelves.ts'

test('an order that the inventory was holding stock for when it was killed is held once', async ({
  gateway,
  inventory,
  inventoryDb,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise, { stock: 5 })
  await using lock = await lockTable(inventoryDb, 'reservations')
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 2 })
  await eventually(async () => (await lock.waiting()) > 0)
  await inventory.kill()
  await lock.release()
  await inventory.start()
  expect(await decided(gateway, body.id, ada.token)).toMatchObject({ status: 'confirmed' })
  expect(await stockWhen(inventory, lamp.id)).toMatchObject({ available: 3, reserved: 2 })
})

test('orders that come while the database of the inventory is away wait for it', async ({
  inventory,
  inventoryDb,
  broker,
  data,
}) => {
  const lamp = await data.create(merchandise, { stock: 5 })
  let orderId = ''
  {
    await using _ = await cutOff(inventoryDb)
    orderId = await place(broker, [{ productId: lamp.id, quantity: 2 }])
    await eventually(() =>
      logLines(inventory).some(({ msg, type }) => msg === 'message failed' && type === 'order.placed'),
    )
    expect(await inventory.get(`/stock/${lamp.id}`)).toBeProblem({ status: 503 })
  }
  expect(await decisionOn(inventory, orderId)).toMatchObject({ status: 'reserved' })
  expect(await stockWhen(inventory, lamp.id)).toMatchObject({ available: 3, reserved: 2 })
})

test('what is on the shelves and what is held outlive a restart', async ({ gateway, inventory, data }) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise, { stock: 5 })
  const { body } = await buy(gateway, ada, { productId: lamp.id, quantity: 2 })
  await decided(gateway, body.id, ada.token)
  const before = await inventory.get(`/stock/${lamp.id}`)
  await inventory.stop()
  await inventory.start()
  expect((await inventory.get(`/stock/${lamp.id}`)).body).toEqual(before.body)
  expect(await decisionOn(inventory, body.id)).toMatchObject({ status: 'reserved' })
})
