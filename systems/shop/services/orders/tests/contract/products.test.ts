import { integer, like, number, pact } from 'assay/contract'
import { expect, test } from 'vitest'
import { findProduct } from '../../src/neighbours.ts'
import { neighboursAt } from '../neighbours-at.ts'

const products = pact({ consumer: 'orders', provider: 'products' })
const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
const request = { method: 'GET', path: `/products/${lamp}`, headers: { accept: 'application/json' } }

test('finds what a product is called, what it costs and how many there are', async () => {
  await using provider = await products.mock({
    description: 'a request for a product',
    given: { name: 'a product is offered', params: { id: lamp } },
    request,
    response: { body: { id: lamp, name: like('Desk lamp'), price: number(29.99), stock: integer(100) } },
  })
  const found = await findProduct(neighboursAt(provider.url), lamp)
  expect(found).toEqual({ id: lamp, name: 'Desk lamp', price: 29.99, stock: 100 })
})

test('finds no product that is not offered', async () => {
  await using provider = await products.mock({
    description: 'a request for a product',
    given: { name: 'a product is not offered', params: { id: lamp } },
    request,
    response: { status: 404 },
  })
  expect(await findProduct(neighboursAt(provider.url), lamp)).toBeUndefined()
})
