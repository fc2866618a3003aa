import { eventually, expect, test } from 'assay/test'
import { type Page, type Product, product, stockWhen } from '../../../../tests/catalogue.ts'
import { cutOff } from '../../../../tests/outages.ts'
import { merchandise } from '../../../../tests/shopping.ts'

test('what the inventory counts is what the catalogue shows', async ({ products, inventory, data }) => {
  const lamp = await data.create(merchandise, { stock: 10 })
  await inventory.put(`/stock/${lamp.id}`, { available: 250 })
  await eventually(async () => (await products.get<Product>(`/products/${lamp.id}`)).body.stock === 250)
})

test('a product that was offered and taken out at once is not on the shelves', async ({
  products,
  inventory,
  data,
}) => {
  const lamp = await data.create(product, { stock: 10 })
  await products.delete(`/products/${lamp.id}`)
  const marker = await data.create(merchandise)
  expect(await inventory.get(`/stock/${marker.id}`)).toHaveStatus(200)
  await eventually(async () => (await inventory.get(`/stock/${lamp.id}`)).status === 404)
})

test('a product offered while the inventory is down is on the shelves once it is back', async ({
  products,
  inventory,
  data,
}) => {
  await inventory.stop()
  const lamp = await data.create(product, { stock: 10 })
  await products.patch(`/products/${lamp.id}`, { price: 5 })
  await inventory.start()
  expect(await stockWhen(inventory, lamp.id)).toMatchObject({ available: 10, version: 1 })
})

test('the catalogue outlives a crash of its service', async ({ products, data }) => {
  const lamp = await data.create(merchandise)
  await products.kill()
  await products.start()
  const { body } = await products.get<Page<Product>>('/products', { query: { category: lamp.category } })
  expect(body.items).toMatchObject([{ id: lamp.id, price: lamp.price }])
})

test('without its database the catalogue says so, and recovers by itself', async ({
  products,
  productsDb,
  data,
}) => {
  const lamp = await data.create(merchandise)
  {
    await using _ = await cutOff(productsDb)
    expect(await products.get(`/products/${lamp.id}`)).toBeProblem({
      status: 503,
      code: 'DEPENDENCY_UNAVAILABLE',
    })
    expect((await products.get('/health')).body).toMatchObject({ checks: { database: 'unhealthy' } })
  }
  await eventually(async () => (await products.get(`/products/${lamp.id}`)).status === 200)
})
