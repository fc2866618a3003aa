import { beforeAll, describe, expect, test } from 'assay/test'
import { loadValidator } from '../../../../tests/published-schema.ts'
import { newOrderSchema, statusChangeSchema, toOrder } from '../../src/order.ts'
import type { OrderRow } from '../../src/tables.ts'

beforeAll(loadValidator)

const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
const one = { productId: lamp, quantity: 1 }

/** Items of so many different products. */
function different(count: number) {
  return Array.from({ length: count }, () => ({ productId: crypto.randomUUID(), quantity: 1 }))
}

describe('an order that is accepted is one the published schema allows', () => {
  test.for<[string, object]>([
    ['of one thing', { items: [one] }],
    ['with the price and the sum that were shown', { items: [{ ...one, price: 29.99 }], subtotal: 29.99 }],
    ['of fifty things', { items: different(50) }],
    ['of a million of a thing', { items: [{ ...one, quantity: 1_000_000 }] }],
    ['with an address of several lines', { items: [one], shippingAddress: '12 St James Square\nLondon' }],
  ])('%s', async ([, payload]) => {
    expect(newOrderSchema.safeParse(payload).error).toBeUndefined()
    await expect(payload).toMatchSchema('NewOrder', { service: 'orders' })
  })
})

describe('an order that the published schema rules out is refused', () => {
  test.for<[string, object]>([
    ['without items', {}],
    ['of nothing', { items: [] }],
    ['of more than fifty things', { items: different(51) }],
    ['of none of a thing', { items: [{ ...one, quantity: 0 }] }],
    ['of less than none', { items: [{ ...one, quantity: -1 }] }],
    ['of half a thing', { items: [{ ...one, quantity: 0.5 }] }],
    ['of too many of a thing', { items: [{ ...one, quantity: 1_000_001 }] }],
    ['of something that is no product', { items: [{ ...one, productId: 'lamp' }] }],
    ['for less than nothing', { items: [{ ...one, price: -1 }] }],
    ['with a discount of the own choice', { items: [one], discount: 100 }],
    ['with an address that is too long', { items: [one], shippingAddress: 'a'.repeat(501) }],
    ['with a zero byte in the address', { items: [one], shippingAddress: 'London\u0000' }],
  ])('%s', async ([, payload]) => {
    expect(newOrderSchema.safeParse(payload).success).toBe(false)
    await expect(payload).not.toMatchSchema('NewOrder', { service: 'orders' })
  })
})

test('an order that names a product twice is refused, which no schema can say', () => {
  expect(newOrderSchema.safeParse({ items: [one, one] }).error?.issues).toMatchObject([
    { path: ['items'], message: 'names a product twice' },
  ])
})

test('an order can only be asked to go where there is something', () => {
  expect(statusChangeSchema.safeParse({ status: 'shipped' }).success).toBe(true)
  expect(statusChangeSchema.safeParse({ status: 'lost' }).success).toBe(false)
})

test('a stored order is shown in decimals, with what is to be paid', async () => {
  const row: OrderRow = {
    id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    number: 'ORD-7ZK3M9QX4T',
    customer_id: '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2',
    status: 'rejected',
    items: [{ productId: lamp, name: 'Desk lamp', quantity: 3, unitPriceCents: 35_41 }],
    subtotal_cents: 106_23,
    discount_percent: 15,
    discount_cents: 15_93,
    shipping_address: null,
    rejection_reason: 'insufficient inventory',
    created_at: new Date('2026-01-15T10:00:00Z'),
  }
  const order = toOrder(row)
  expect(order).toMatchObject({
    items: [{ productId: lamp, name: 'Desk lamp', quantity: 3, unitPrice: 35.41, lineTotal: 106.23 }],
    subtotal: 106.23,
    discountRate: 0.15,
    discount: 15.93,
    total: 90.3,
    rejectionReason: 'insufficient inventory',
  })
  await expect(order).toMatchSchema('Order', { service: 'orders' })
})
