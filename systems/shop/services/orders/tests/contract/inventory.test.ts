import { arrayContaining, integer, like, pact, uuid } from 'assay/contract'
import { describe, expect, type PostgresHandle, test } from 'assay/test'
import { deliver } from '../../../../tests/deliver.ts'
import { envelopeOf } from '../../../../tests/pacts.ts'
import { readAvailable } from '../../src/neighbours.ts'
import { neighboursAt } from '../neighbours-at.ts'
import { storeOrder } from '../stored-order.ts'

const inventory = pact({ consumer: 'orders', provider: 'inventory' })
const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
const desk = 'a3bb189e-8bf9-4888-9912-ace4e6543002'
const customerId = '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2'
const orderId = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

const inStock = (productId: string, available: number) => ({
  name: 'a product is in stock',
  params: { productId, available },
})

describe('how many of a product can be sold', () => {
  test('is told for every product that is asked for', async () => {
    await using provider = await inventory.mock({
      description: 'a request for the stock of two products',
      given: [inStock(lamp, 98), inStock(desk, 0)],
      request: { method: 'GET', path: '/stock', query: { productIds: `${lamp},${desk}` } },
      response: {
        body: {
          items: arrayContaining(
            { productId: lamp, available: integer(98) },
            { productId: desk, available: integer(0) },
          ),
        },
      },
    })
    const available = await readAvailable(neighboursAt(provider.url), [lamp, desk])
    expect(Object.fromEntries(available)).toEqual({ [lamp]: 98, [desk]: 0 })
  })

  test('is not told of a product that the inventory has not heard of', async () => {
    await using provider = await inventory.mock({
      description: 'a request for the stock of a product',
      given: { name: 'a product is unknown', params: { productId: lamp } },
      request: { method: 'GET', path: '/stock', query: { productIds: lamp } },
      response: { body: { items: [] } },
    })
    expect(await readAvailable(neighboursAt(provider.url), [lamp])).toEqual(new Map())
  })
})

describe('an order that is pending', () => {
  test('is confirmed when what it wants is reserved', async ({ orders, ordersDb, broker }) => {
    await inventory.receive(
      {
        description: 'the stock for an order was reserved',
        given: inStock(lamp, 2),
        contents: { orderId: uuid(orderId) },
        metadata: envelopeOf('inventory.reserved'),
      },
      async (message) => {
        await beginWithPendingOrder(ordersDb)
        await deliver(message, { broker, to: orders })
        expect(await stateOf(ordersDb)).toEqual({ status: 'confirmed', rejection_reason: null })
      },
    )
  })

  test('is rejected, and why, when there is not enough', async ({ orders, ordersDb, broker }) => {
    const reason = `insufficient inventory for ${lamp}`
    await inventory.receive(
      {
        description: 'an order was rejected',
        given: inStock(lamp, 1),
        contents: { orderId: uuid(orderId), reason: like(reason) },
        metadata: envelopeOf('inventory.rejected'),
      },
      async (message) => {
        await beginWithPendingOrder(ordersDb)
        await deliver(message, { broker, to: orders })
        expect(await stateOf(ordersDb)).toEqual({ status: 'rejected', rejection_reason: reason })
      },
    )
  })
})

async function beginWithPendingOrder(ordersDb: PostgresHandle): Promise<void> {
  await ordersDb.query('DELETE FROM orders WHERE id = $1', [orderId])
  await storeOrder(ordersDb, { id: orderId, customerId, status: 'pending' })
}

async function stateOf(ordersDb: PostgresHandle) {
  const [row] = await ordersDb.query('SELECT status, rejection_reason FROM orders WHERE id = $1', [orderId])
  return row
}
