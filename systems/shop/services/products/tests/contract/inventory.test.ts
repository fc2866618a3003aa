import { integer, pact, uuid } from 'assay/contract'
import { expect, type PostgresHandle, test } from 'assay/test'
import type { Product } from '../../../../tests/catalogue.ts'
import { deliver } from '../../../../tests/deliver.ts'
import { envelopeOf } from '../../../../tests/pacts.ts'

const inventory = pact({ consumer: 'products', provider: 'inventory' })
const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'

test('the catalogue shows the stock that the inventory tells', async ({ products, productsDb, broker }) => {
  await inventory.receive(
    {
      description: 'the stock of a product was counted',
      given: { name: 'a product is in stock', params: { productId: lamp, available: 5 } },
      contents: { productId: uuid(lamp), available: integer(7), version: integer(2) },
      metadata: envelopeOf('stock.changed'),
    },
    async (message) => {
      await offerLamp(productsDb)
      await deliver(message, { broker, to: products })
      expect((await products.get<Product>(`/products/${lamp}`)).body.stock).toBe(7)
    },
  )
})

test('the catalogue shows that a product is sold out', async ({ products, productsDb, broker }) => {
  await inventory.receive(
    {
      description: 'the last of a product was reserved',
      given: { name: 'a product is in stock', params: { productId: lamp, available: 1 } },
      contents: { productId: uuid(lamp), available: 0, version: integer(2) },
      metadata: envelopeOf('stock.changed'),
    },
    async (message) => {
      await offerLamp(productsDb)
      await deliver(message, { broker, to: products })
      expect((await products.get<Product>(`/products/${lamp}`)).body.stock).toBe(0)
    },
  )
})

/** Begins with a lamp of whose stock the inventory has said nothing yet. */
async function offerLamp(productsDb: PostgresHandle): Promise<void> {
  await productsDb.query('DELETE FROM products WHERE id = $1', [lamp])
  const facts = { name: 'Desk lamp', price_cents: 2999, category: 'lighting', stock: 100 }
  await productsDb.insert('products', { id: lamp, ...facts })
}
