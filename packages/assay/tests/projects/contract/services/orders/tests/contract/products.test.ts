import { fromProviderState, integer, like, pact } from 'assay/contract'
import { expect, test } from 'vitest'
// @ts-expect-error: the service is plain JavaScript.
import { ProductClient } from '../../product-client.mjs'

const products = pact({ consumer: 'orders', provider: 'products' })

// biome-ignore lint/suspicious/noTemplateCurlyInString: the provider's states fill it in
const pathOfProduct = fromProviderState('/products/${id}', '/products/7')
// biome-ignore lint/suspicious/noTemplateCurlyInString: the provider's states fill it in
const pathOfStock = fromProviderState('/products/${id}/stock', '/products/7/stock')

test('needs the name of a product', async () => {
  await using provider = await products.mock({
    description: 'a request for a product',
    given: { name: 'a product exists', params: { name: 'Lamp' } },
    request: { method: 'GET', path: pathOfProduct },
    response: { body: { id: integer(7), name: 'Lamp' } },
  })
  expect(await new ProductClient(provider.url).get('/products/7')).toEqual({ id: 7, name: 'Lamp' })
})

test('knows that a product may be gone', async () => {
  await using provider = await products.mock({
    description: 'a request for a product',
    given: 'there are no products',
    request: { method: 'GET', path: '/products/7' },
    response: { status: 404 },
  })
  expect(await new ProductClient(provider.url).get('/products/7')).toBeUndefined()
})

test('needs the stock of a product', async () => {
  await using provider = await products.mock({
    description: 'a request for the stock of a product',
    given: 'three of a product are in stock',
    request: { method: 'GET', path: pathOfStock },
    response: { body: { inStock: like(3) } },
  })
  expect(await new ProductClient(provider.url).get('/products/7/stock')).toEqual({ inStock: 3 })
})
