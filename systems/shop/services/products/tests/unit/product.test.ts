import { beforeAll, describe, expect, test } from 'assay/test'
import { loadValidator } from '../../../../tests/published-schema.ts'
import { catalogueQuery, newProductSchema, productChangesSchema, toProduct } from '../../src/product.ts'

beforeAll(loadValidator)

const lamp = { name: 'Desk lamp', price: 29.99, category: 'lighting', stock: 100 }

describe('a product that is accepted is one the published schema allows', () => {
  test.for<[string, object]>([
    ['with what is needed', {}],
    ['for the lowest price', { price: 0.01 }],
    ['for the highest price', { price: 1_000_000 }],
    ['that is sold out', { stock: 0 }],
    ['with a description of several lines', { description: 'Bends.\nIn three places.' }],
  ])('%s', async ([, changes]) => {
    const payload = { ...lamp, ...changes }
    expect(newProductSchema.safeParse(payload).error).toBeUndefined()
    await expect(payload).toMatchSchema('NewProduct', { service: 'products' })
  })
})

describe('a product that the published schema rules out is refused', () => {
  test.for<[string, object]>([
    ['for nothing', { price: 0 }],
    ['for less than nothing', { price: -1 }],
    ['for too much', { price: 1_000_000.01 }],
    ['with a price in words', { price: '29.99' }],
    ['without a price', { price: undefined }],
    ['without a name', { name: undefined }],
    ['without a category', { category: undefined }],
    ['with a category that is too long', { category: 'c'.repeat(51) }],
    ['without a stock', { stock: undefined }],
    ['with less than nothing in stock', { stock: -1 }],
    ['with half a lamp in stock', { stock: 0.5 }],
    ['with a field nobody knows', { id: crypto.randomUUID() }],
  ])('%s', async ([, changes]) => {
    const payload = JSON.parse(JSON.stringify({ ...lamp, ...changes })) as object
    expect(newProductSchema.safeParse(payload).success).toBe(false)
    await expect(payload).not.toMatchSchema('NewProduct', { service: 'products' })
  })
})

test('a price with a third decimal is refused, which no schema can say', () => {
  const issues = newProductSchema.safeParse({ ...lamp, price: 29.999 }).error?.issues
  expect(issues).toMatchObject([{ path: ['price'], message: 'must have at most two decimals' }])
})

describe('changes of a product', () => {
  test.for([{ price: 24.5 }, { description: null }, { name: 'Lamp', category: 'office' }])(
    'may be %o',
    (changes) => {
      expect(productChangesSchema.safeParse(changes).error).toBeUndefined()
    },
  )

  test.for([{}, { price: 0 }, { name: null }, { stock: 5 }, { id: crypto.randomUUID() }])(
    'may not be %o',
    (changes) => {
      expect(productChangesSchema.safeParse(changes).success).toBe(false)
    },
  )
})

test('a stored product is shown with a decimal price and without what is internal', async () => {
  const product = toProduct({
    id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    name: 'Desk lamp',
    description: null,
    price_cents: 2999,
    category: 'lighting',
    stock: 98,
    stock_version: 7,
    created_at: new Date('2026-01-15T10:00:00Z'),
  })
  expect(product).toEqual({
    id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    name: 'Desk lamp',
    description: null,
    price: 29.99,
    category: 'lighting',
    stock: 98,
    createdAt: '2026-01-15T10:00:00.000Z',
  })
  await expect(product).toMatchSchema('Product', { service: 'products' })
})

test('what is searched for is trimmed, and nothing is no search', () => {
  expect(catalogueQuery.parse({ search: ' lamp ' })).toMatchObject({ search: 'lamp' })
  expect(catalogueQuery.safeParse({ search: ' ' }).success).toBe(false)
})
