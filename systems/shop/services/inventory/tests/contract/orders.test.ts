import { eachLike, integer, pact, uuid } from 'assay/contract'
import { expect, type PostgresHandle, type ServiceHandle, test } from 'assay/test'
import { deliver } from '../../../../tests/deliver.ts'
import { envelopeOf } from '../../../../tests/pacts.ts'
import type { Reservation } from '../shelves.ts'

const orders = pact({ consumer: 'inventory', provider: 'orders' })
const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
const customerId = '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2'
const orderId = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const signedIn = { name: 'a customer is signed in', params: { customerId } }
const items = [{ productId: lamp, quantity: 2 }]

test('what an order wants is held for it', async ({ inventory, inventoryDb, broker }) => {
  await orders.receive(
    {
      description: 'an order was placed',
      given: [
        signedIn,
        { name: 'a product can be ordered', params: { productId: lamp, price: 29.99, available: 2 } },
      ],
      contents: { orderId: uuid(orderId), items: eachLike({ productId: uuid(lamp), quantity: integer(2) }) },
      metadata: envelopeOf('order.placed'),
    },
    async (message) => {
      await beginWithLamps(inventoryDb, { available: 5, reserved: 0 })
      await deliver(message, { broker, to: inventory })
      expect(await reservation(inventory)).toMatchObject({ status: 'reserved', items })
    },
  )
})

test('what was held for an order is given back when it is cancelled', async ({
  inventory,
  inventoryDb,
  broker,
}) => {
  await orders.receive(
    {
      description: 'an order was cancelled',
      given: [signedIn, { name: 'the customer has an order', params: { customerId, status: 'confirmed' } }],
      contents: { orderId: uuid(orderId) },
      metadata: envelopeOf('order.cancelled'),
    },
    async (message) => {
      await beginWithLamps(inventoryDb, { available: 3, reserved: 2 })
      const held = { order_id: orderId, status: 'reserved', items: JSON.stringify(items) }
      await inventoryDb.insert('reservations', held)
      await deliver(message, { broker, to: inventory })
      expect(await reservation(inventory)).toMatchObject({ status: 'released' })
      expect((await inventory.get(`/stock/${lamp}`)).body).toMatchObject({ available: 5, reserved: 0 })
    },
  )
})

/** Begins with so many lamps, and without anything about the order. */
async function beginWithLamps(
  inventoryDb: PostgresHandle,
  counts: { readonly available: number; readonly reserved: number },
): Promise<void> {
  await inventoryDb.query('DELETE FROM reservations WHERE order_id = $1', [orderId])
  await inventoryDb.query('DELETE FROM stock WHERE product_id = $1', [lamp])
  await inventoryDb.insert('stock', { product_id: lamp, ...counts })
}

async function reservation(inventory: ServiceHandle): Promise<Reservation> {
  return (await inventory.get<Reservation>(`/reservations/${orderId}`)).body
}
