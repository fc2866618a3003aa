import { eachLike, fromProviderState, integer, pact, regex } from 'assay/contract'
import { expect, test } from 'vitest'
import { tokenFor } from '../../../../tests/tokens.ts'
import { gatewayBefore } from '../gateway-before.ts'
import { promisedProblem, promisedProduct } from '../promises.ts'

const products = pact({ consumer: 'gateway', provider: 'products' })
const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
// biome-ignore lint/suspicious/noTemplateCurlyInString: the provider's states fill it in
const path = fromProviderState('/products/${productId}', `/products/${lamp}`)
const documented = { service: 'gateway' }

test('shows a part of the catalogue', async () => {
  await using provider = await products.mock({
    description: 'a request for the products of a category',
    given: { name: 'a product is offered', params: { category: 'lighting' } },
    request: { method: 'GET', path: '/products', query: { category: 'lighting', limit: 5, offset: 0 } },
    response: {
      body: {
        items: eachLike({ ...promisedProduct, category: 'lighting' }),
        total: integer(1),
        limit: 5,
        offset: 0,
      },
    },
  })
  await using gateway = await gatewayBefore(provider.url)
  const { status, body } = await gateway.ask('/products?category=lighting&limit=5&offset=0')
  expect(status).toBe(200)
  await expect(body).toMatchSchema('ProductPage', documented)
})

test('shows a product', async () => {
  await using provider = await products.mock({
    description: 'a request for a product',
    given: 'a product is offered',
    request: { method: 'GET', path },
    response: { body: promisedProduct },
  })
  await using gateway = await gatewayBefore(provider.url)
  const { status, body } = await gateway.ask(`/products/${lamp}`)
  expect(status).toBe(200)
  await expect(body).toMatchSchema('Product', documented)
})

test('tells that a product is not offered', async () => {
  await using provider = await products.mock({
    description: 'a request for a product',
    given: { name: 'a product is not offered', params: { id: lamp } },
    request: { method: 'GET', path: `/products/${lamp}` },
    response: promisedProblem(404, 'PRODUCT_NOT_FOUND'),
  })
  await using gateway = await gatewayBefore(provider.url)
  const { status, body } = await gateway.ask(`/products/${lamp}`)
  expect(status).toBe(404)
  await expect(body).toMatchSchema('Problem', documented)
})

test('offers a product', async () => {
  const body = { name: 'Desk lamp', price: 29.99, category: 'lighting', stock: 100 }
  await using provider = await products.mock({
    description: 'an offer of a product',
    request: { method: 'POST', path: '/products', body },
    response: {
      status: 201,
      headers: { location: regex(/^\/products\/[0-9a-f-]{36}$/, `/products/${lamp}`) },
      body: promisedProduct,
    },
  })
  await using gateway = await gatewayBefore(provider.url)
  const token = await tokenFor(crypto.randomUUID())
  const answer = await gateway.ask('/products', { method: 'POST', token, body })
  expect(answer).toMatchObject({ status: 201, headers: { location: `/products/${lamp}` } })
  await expect(answer.body).toMatchSchema('Product', documented)
})

test('takes a product out of the catalogue', async () => {
  await using provider = await products.mock({
    description: 'a request to delete a product',
    given: 'a product is offered',
    request: { method: 'DELETE', path },
    response: { status: 204 },
  })
  await using gateway = await gatewayBefore(provider.url)
  const token = await tokenFor(crypto.randomUUID())
  expect(await gateway.ask(`/products/${lamp}`, { method: 'DELETE', token })).toMatchObject({
    status: 204,
    body: undefined,
  })
})

test('tells whether the service works', async () => {
  await using provider = await products.mock({
    description: 'a request for the health',
    request: { method: 'GET', path: '/health' },
    response: { status: 200 },
  })
  await using gateway = await gatewayBefore(provider.url)
  const { body } = await gateway.ask('/health')
  expect(body).toMatchObject({ services: { products: { status: 'healthy' } } })
})
