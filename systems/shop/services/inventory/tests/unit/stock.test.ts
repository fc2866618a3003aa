import { beforeAll, describe, expect, test } from 'assay/test'
import { loadValidator } from '../../../../tests/published-schema.ts'
import { messages } from '../../src/message-handlers.ts'
import { stockCountSchema, stockQuery, toReservation, toStock } from '../../src/stock.ts'

beforeAll(loadValidator)

const lamp = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
const desk = '0b7e1c52-3f64-4f0e-9b5e-0d3f6a2c9e11'

describe('the products whose stock is asked for', () => {
  test('are separated by commas', () => {
    expect(stockQuery.parse({ productIds: `${lamp},${desk}` })).toEqual({ productIds: [lamp, desk] })
  })

  test.for([
    ['none', ''],
    ['one that is no id', `${lamp},lamp`],
    ['more than a hundred', Array.from({ length: 101 }, () => lamp).join(',')],
  ])('cannot be %s', ([, productIds]) => {
    expect(stockQuery.safeParse({ productIds }).success).toBe(false)
  })
})

describe('a count of the shelves', () => {
  test.for([0, 1_000_000_000])('may be %i', async (available) => {
    expect(stockCountSchema.safeParse({ available }).success).toBe(true)
    await expect({ available }).toMatchSchema('StockCount', { service: 'inventory' })
  })

  test.for([-1, 1_000_000_001, 2.5, '7', null])('may not be %o', async (available) => {
    expect(stockCountSchema.safeParse({ available }).success).toBe(false)
    await expect({ available }).not.toMatchSchema('StockCount', { service: 'inventory' })
  })
})

test('what is stored is shown as the published schemas say', async () => {
  const stock = toStock({ product_id: lamp, available: 98, reserved: 2, version: 3, discontinued: false })
  expect(stock).toEqual({ productId: lamp, available: 98, reserved: 2, version: 3 })
  await expect(stock).toMatchSchema('Stock', { service: 'inventory' })
  const reservation = toReservation({
    order_id: desk,
    status: 'rejected',
    items: [{ productId: lamp, quantity: 2 }],
    reason: `insufficient inventory for ${lamp}`,
    created_at: new Date(),
  })
  await expect(reservation).toMatchSchema('Reservation', { service: 'inventory' })
})

describe('an order that is placed', () => {
  test('may tell more than is needed', () => {
    const data = { orderId: desk, customerId: lamp, items: [{ productId: lamp, quantity: 1 }] }
    expect(messages.orderPlaced.safeParse(data).success).toBe(true)
  })

  test.for<[string, unknown]>([
    ['nothing', []],
    ['none of a product', [{ productId: lamp, quantity: 0 }]],
    ['less than none, which would give stock away', [{ productId: lamp, quantity: -5 }]],
    ['half a lamp', [{ productId: lamp, quantity: 0.5 }]],
    ['no product', [{ quantity: 1 }]],
  ])('is malformed when it wants %s', ([, items]) => {
    expect(messages.orderPlaced.safeParse({ orderId: desk, items }).success).toBe(false)
  })
})
