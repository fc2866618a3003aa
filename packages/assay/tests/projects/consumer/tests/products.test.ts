import { eachLike, integer, like, nullable, optional, pact } from 'assay/contract'
import { describe, expect, test } from 'vitest'
import { ProductClient } from '../product-client.mjs'

const products = pact({ consumer: 'orders', provider: 'products' })

describe('an order', () => {
  test('needs the price of a product', async () => {
    await using provider = await products.mock({
      description: 'a request for a product',
      given: [{ name: 'a product exists', params: { id: 7 } }],
      request: { method: 'GET', path: '/products/7', headers: { Accept: 'application/json' } },
      response: {
        status: 200,
        body: {
          id: integer(7),
          name: like('Lamp'),
          note: nullable('x'),
          tags: eachLike('new'),
          weight: optional(2),
        },
      },
    })
    expect(await new ProductClient(provider.url).get(7)).toMatchObject({ name: 'Lamp' })
  })

  test('fails without the product', { fails: true }, async () => {
    await using provider = await products.mock({
      description: 'a request for a product that fails the test',
      request: { method: 'GET', path: '/products/8' },
      response: { status: 404 },
    })
    await new ProductClient(provider.url).get(8)
  })
})

test('an event changes the price', async () => {
  await products.receive({ description: 'a changed price', contents: { price: like(9.5) } }, ({ contents }) =>
    expect(contents.price).toBe(9.5),
  )
})
