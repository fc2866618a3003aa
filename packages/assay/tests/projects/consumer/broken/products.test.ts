import { integer, pact } from 'assay/contract'
import { expect, test } from 'vitest'
import { ProductClient } from '../product-client.mjs'

const products = pact({ consumer: 'orders', provider: 'products' })

const interaction = {
  description: 'a request for a product',
  request: { method: 'GET', path: '/products/7' },
  response: { body: { id: integer(7) } },
}

test('asks for another product', async () => {
  await using provider = await products.mock(interaction)
  await new ProductClient(provider.url).get(8)
})

test('asks for nothing', async () => {
  await products.mock(interaction)
})

test('expects too much', async () => {
  await using provider = await products.mock(interaction)
  expect(await new ProductClient(provider.url).get(7)).toEqual({ id: 8 })
})

test('fails before it asks', async () => {
  await using _provider = await products.mock(interaction)
  throw new Error('nothing was asked')
})
