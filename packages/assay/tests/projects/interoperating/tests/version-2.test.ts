import { atLeastLike, eachLike, like, optional, pact, regex } from 'assay/contract'
import { expect, test } from 'vitest'

const products = pact({ consumer: 'web', provider: 'products-2', specification: '2.0' })

test('what version 2 can say', async () => {
  await using provider = await products.mock({
    description: 'a product of version 2',
    given: 'a product exists',
    request: {
      method: 'GET',
      path: regex(/^\/products\/\d+$/, '/products/31'),
      query: { on: 'sale & more' },
      headers: { Accept: 'application/json' },
    },
    response: {
      status: 200,
      headers: { 'X-Stock': regex(/^\d+$/, '9') },
      body: {
        id: like(7),
        name: 'Lamp',
        sku: regex(/^[A-Z]{3}-\d+$/, 'LMP-7'),
        size: like({ width: 10 }),
        tags: eachLike('new'),
        parts: atLeastLike({ sku: like('BULB') }, 2),
        weight: optional(1.5),
      },
    },
  })
  const answer = await fetch(`${provider.url}/products/8?on=sale+%26+more`, {
    headers: { Accept: 'application/json' },
  })
  expect(await answer.json()).toMatchObject({ name: 'Lamp' })
})
