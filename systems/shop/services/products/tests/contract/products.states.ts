import { messages, states } from 'assay/contract'
import { bodyOf } from '../../../../tests/body-of.ts'
import { sent } from '../../../../tests/sent.ts'

// Each interaction begins with an empty database.
states('products', {
  'a product is offered': async (params, { environment: { productsDb } }) => {
    const { id = crypto.randomUUID(), category = 'lighting' } = params
    await productsDb.insert('products', { id, name: 'Desk lamp', price_cents: 2999, category, stock: 100 })
    return { productId: id }
  },
  'a product is not offered': () => {},
})

messages('products', {
  'a product was offered': (request) =>
    sent('product.created', request, async () => {
      const offer = { name: 'Desk lamp', price: 29.99, category: 'lighting', stock: 100 }
      return bodyOf(await request.environment.products.post<{ id: string }>('/products', offer)).id
    }),
  'a product was taken out of the catalogue': (request) =>
    sent('product.deleted', request, async () => {
      const id = String(request.values['productId'])
      bodyOf(await request.environment.products.delete(`/products/${id}`))
      return id
    }),
})
