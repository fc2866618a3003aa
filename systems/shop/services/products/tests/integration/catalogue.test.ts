import { describe, expect, test } from 'assay/test'
import { type Page, type Product, product } from '../../../../tests/catalogue.ts'
import { refuseEvents } from '../../../../tests/refused-events.ts'

describe('offering a product', () => {
  test('gives it as it was described, and says where it is', async ({ products, productsDb, data }) => {
    const lamp = data.build(product, { price: 19.99 })
    const answer = await products.post<Product>('/products', lamp)
    expect(answer).toHaveStatus(201)
    await expect(answer).toMatchSchema('Product')
    expect(answer.body).toMatchObject(lamp)
    expect(answer.headers['location']).toBe(`/products/${answer.body.id}`)
    const shown = await products.get<Product>(`/products/${answer.body.id}`)
    expect(shown).toHaveStatus(200)
    expect(shown.body).toEqual(answer.body)
    const rows = await productsDb.query('SELECT price_cents FROM products WHERE id = $1', [answer.body.id])
    expect(rows).toEqual([{ price_cents: 1999 }])
  })

  test('needs no description', async ({ products, data }) => {
    const { description: _description, ...lamp } = data.build(product)
    expect((await products.post<Product>('/products', lamp)).body.description).toBeNull()
  })

  test.for<[string, object]>([
    ['price', { price: 0 }],
    ['price', { price: 29.999 }],
    ['stock', { stock: -1 }],
    ['name', { name: '' }],
    ['category', { category: undefined }],
    ['colour', { colour: 'green' }],
  ])('is refused for its %s: %o', async ([field, wrong], { products, data }) => {
    const answer = await products.post<{ errors: object[] }>('/products', {
      ...data.build(product),
      ...wrong,
    })
    expect(answer).toBeProblem({ status: 400, code: 'VALIDATION_FAILED' })
    expect(answer.body.errors).toMatchObject([{ field }])
  })

  test('leaves nothing when the event cannot be stored', async ({ products, productsDb, data }) => {
    const lamp = data.build(product, { stock: data.random.integer(1000, 1_000_000) })
    await using _ = await refuseEvents(productsDb, `"stock": ${lamp.stock}`)
    expect(await products.post('/products', lamp)).toHaveStatus(500)
    expect(await productsDb.query('SELECT 1 FROM products WHERE name = $1', [lamp.name])).toEqual([])
  })
})

describe('changing a product', () => {
  test.for(['patch', 'put'] as const)(
    'touches only what is given, by %s',
    async (method, { products, data }) => {
      const lamp = await data.create(product)
      const answer = await products[method]<Product>(`/products/${lamp.id}`, {
        price: 24.5,
        description: null,
      })
      expect(answer).toHaveStatus(200)
      await expect(answer).toMatchSchema('Product')
      expect(answer.body).toEqual({ ...lamp, price: 24.5, description: null })
      expect((await products.get(`/products/${lamp.id}`)).body).toEqual(answer.body)
    },
  )

  test('cannot set the stock, which is for the inventory to say', async ({ products, data }) => {
    const lamp = await data.create(product)
    const answer = await products.patch(`/products/${lamp.id}`, { stock: 1_000_000 })
    expect(answer).toBeProblem({ status: 400, detail: /stock: is not known/ })
  })

  test('needs something to change', async ({ products, data }) => {
    const lamp = await data.create(product)
    expect(await products.patch(`/products/${lamp.id}`, {})).toBeProblem({ status: 400 })
  })
})

test('a product that was taken out of the catalogue is gone, and can only be taken out once', async ({
  products,
  data,
}) => {
  const { id, category } = await data.create(product)
  expect(await products.delete(`/products/${id}`)).toHaveStatus(204)
  expect(await products.get(`/products/${id}`)).toBeProblem({ status: 404, code: 'PRODUCT_NOT_FOUND' })
  expect((await products.get<Page<Product>>('/products', { query: { category } })).body.items).toEqual([])
  expect(await products.delete(`/products/${id}`)).toBeProblem({ status: 404, code: 'PRODUCT_NOT_FOUND' })
})

describe('a product that is not offered', () => {
  test.for(['get', 'patch', 'put', 'delete'] as const)('is not found by %s', async (method, { products }) => {
    for (const id of [crypto.randomUUID(), 'lamp']) {
      const path = `/products/${id}`
      const answer = await (method === 'get' || method === 'delete'
        ? products[method](path)
        : products[method](path, { price: 1 }))
      expect(answer).toBeProblem({ status: 404, code: 'PRODUCT_NOT_FOUND' })
    }
  })
})

describe('the catalogue', () => {
  test('begins with the newest and can be paged', async ({ products, data }) => {
    const category = data.unique()
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1) ids.unshift((await data.create(product, { category })).id)
    const page = (limit: number, offset: number) =>
      products.get<Page<Product>>('/products', { query: { category, limit, offset } })
    const [first, rest] = [await page(2, 0), await page(2, 2)]
    await expect(first).toMatchSchema('ProductPage')
    expect(first.body).toMatchObject({ total: 3, limit: 2, offset: 0 })
    expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(ids)
    expect((await page(2, 3)).body).toMatchObject({ items: [], total: 3 })
  })

  test('can be searched by name and description, in any case', async ({ products, data }) => {
    const [word, other] = [data.unique(), data.unique()]
    const named = await data.create(product, { name: `A ${word} lamp` })
    const described = await data.create(product, { description: `bends like a ${word.toUpperCase()}` })
    await data.create(product, { name: other })
    const { body } = await products.get<Page<Product>>('/products', { query: { search: word } })
    expect(body.total).toBe(2)
    expect(body.items.map(({ id }) => id).sort()).toEqual([named.id, described.id].sort())
  })

  test.for(['%', '_', '\\', "'; DROP TABLE products; --"])(
    'takes %s in a search as it is written',
    async (sign, { products, data }) => {
      const word = data.unique()
      await data.create(product, { name: `${word} and more` })
      const found = await data.create(product, { name: `${word}${sign} and more` })
      const { body } = await products.get<Page<Product>>('/products', { query: { search: `${word}${sign}` } })
      expect(body.items.map(({ id }) => id)).toEqual([found.id])
    },
  )

  test('shows only what is both of the category and found by the search', async ({ products, data }) => {
    const [word, category] = [data.unique(), data.unique()]
    await data.create(product, { name: word })
    await data.create(product, { category })
    const both = await data.create(product, { name: word, category })
    const { body } = await products.get<Page<Product>>('/products', { query: { search: word, category } })
    expect(body.items.map(({ id }) => id)).toEqual([both.id])
  })

  test.for([{ limit: 101 }, { offset: -1 }, { search: ' ' }, { category: 'c'.repeat(51) }])(
    'is not given for %o',
    async (query, { products }) => {
      expect(await products.get('/products', { query })).toBeProblem({
        status: 400,
        code: 'VALIDATION_FAILED',
      })
    },
  )
})

test('the health names every store of the service', async ({ products }) => {
  const answer = await products.get('/health')
  await expect(answer).toMatchSchema('Health')
  expect(answer.body).toEqual({
    status: 'healthy',
    service: 'products',
    checks: { database: 'healthy', broker: 'healthy' },
  })
})
