import { integer, pact, uuid } from 'assay/contract'
import { expect, test } from 'assay/test'
import type { Stock } from '../../../../tests/catalogue.ts'
import { deliver } from '../../../../tests/deliver.ts'
import { envelopeOf } from '../../../../tests/pacts.ts'

const products = pact({ consumer: 'inventory', provider: 'products' })
const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'

test('a product that is offered is taken in with its first stock', async ({
  inventory,
  inventoryDb,
  broker,
}) => {
  await products.receive(
    {
      description: 'a product was offered',
      contents: { productId: uuid(lamp), stock: integer(100) },
      metadata: envelopeOf('product.created'),
    },
    async (message) => {
      await inventoryDb.query('DELETE FROM stock WHERE product_id = $1', [lamp])
      await deliver(message, { broker, to: inventory })
      const { body } = await inventory.get<Stock>(`/stock/${lamp}`)
      expect(body).toMatchObject({ available: 100, reserved: 0 })
    },
  )
})

test('a product that is no longer offered is no longer sold', async ({ inventory, inventoryDb, broker }) => {
  await products.receive(
    {
      description: 'a product was taken out of the catalogue',
      given: { name: 'a product is offered', params: { id: lamp } },
      contents: { productId: uuid(lamp) },
      metadata: envelopeOf('product.deleted'),
    },
    async (message) => {
      await inventoryDb.query('DELETE FROM stock WHERE product_id = $1', [lamp])
      await inventoryDb.insert('stock', { product_id: lamp, available: 100 })
      await deliver(message, { broker, to: inventory })
      expect(await inventory.get(`/stock/${lamp}`)).toBeProblem({ status: 404, code: 'STOCK_NOT_FOUND' })
    },
  )
})
