import { type StateFunction, states } from 'assay/contract'

const deleteAll: StateFunction = (_params, { environment }) =>
  environment.productsDb.query('DELETE FROM products')

states('products', {
  'a product exists': {
    setup: async ({ name }, { environment }) => {
      const { id } = await environment.productsDb.insert('products', { name })
      return { id }
    },
    teardown: deleteAll,
  },
  'there are no products': async (_params, { environment }) => {
    const rows = await environment.productsDb.query('SELECT 1 FROM products')
    if (rows.length > 0) throw new Error(`${rows.length} products were left behind`)
  },
  'three of a product are in stock': {
    setup: async (_params, { environment }) => {
      const { id } = await environment.productsDb.insert('products', { name: 'Lamp' })
      environment.stubs.inventory.on('GET /stock/:id', { body: { count: 3 } })
      return { id }
    },
    teardown: deleteAll,
  },
})
