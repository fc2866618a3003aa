import type { Problem } from '@shop/service-kit/problem'
import { describe, expect, test } from 'assay/test'
import { priceLine, sumUp } from '../../src/pricing.ts'

const lamp = { id: crypto.randomUUID(), name: 'Desk lamp', price: 29.99, stock: 100 }

/** What a price is refused with. */
function refusalOf(work: () => unknown): Problem['body'] {
  try {
    work()
  } catch (problem) {
    return (problem as Problem).body
  }
  return expect.fail('it was not refused')
}

function line(unitPriceCents: number, quantity = 1) {
  return { productId: crypto.randomUUID(), name: 'Thing', quantity, unitPriceCents }
}

describe('a line', () => {
  test.for([undefined, 29.99])('has name and price of the catalogue when %s was expected', (price) => {
    expect(priceLine({ productId: lamp.id, quantity: 2, price }, lamp)).toEqual({
      productId: lamp.id,
      name: 'Desk lamp',
      quantity: 2,
      unitPriceCents: 2999,
    })
  })

  test.for([29.98, 30, 0])('is refused when the customer was shown %d', (price) => {
    const problem = refusalOf(() => priceLine({ productId: lamp.id, quantity: 2, price }, lamp))
    expect(problem).toMatchObject({
      status: 400,
      code: 'PRICE_MISMATCH',
      detail: `Desk lamp costs 29.99, not ${price.toFixed(2)}.`,
    })
  })

  test('is not refused for a float error of the catalogue', () => {
    const product = { ...lamp, price: 0.1 + 0.2 }
    expect(priceLine({ productId: lamp.id, quantity: 1, price: 0.3 }, product).unitPriceCents).toBe(30)
  })
})

describe('the sum', () => {
  test('of prices that floating-point numbers cannot add is exact', () => {
    const lines = [line(10, 3), line(20, 1), line(1999, 3)]
    expect(sumUp(lines, { tier: 'regular' }).subtotalCents).toBe(60_47)
  })

  test('takes the size of the order for the whole order, not for a line', () => {
    const lines = [line(60_00), line(40_01)]
    expect(sumUp(lines, { tier: 'premium' })).toEqual({
      subtotalCents: 100_01,
      discountPercent: 15,
      discountCents: 15_00,
    })
  })

  test('is accepted when the customer expected it', () => {
    expect(sumUp([line(2999, 2)], { tier: 'regular', expected: 59.98 }).subtotalCents).toBe(5998)
  })

  test('is refused when the customer expected another, and both are told', () => {
    const problem = refusalOf(() => sumUp([line(2999, 2)], { tier: 'regular', expected: 59.97 }))
    expect(problem).toMatchObject({
      code: 'SUBTOTAL_MISMATCH',
      detail: 'The items cost 59.98, not 59.97.',
    })
  })
})
