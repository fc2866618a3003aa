import { describe, expect, test } from 'assay/test'
import { discountCents, discountPercent, type Tier } from '../../src/discount.ts'

describe('the discount in percent', () => {
  test.for<[Tier, number, number]>([
    ['regular', 0, 5],
    ['regular', 1, 5],
    ['regular', 99_99, 5],
    ['regular', 100_00, 5],
    ['regular', 100_01, 10],
    ['regular', 1_000_000_00, 10],
    ['premium', 0, 10],
    ['premium', 100_00, 10],
    ['premium', 100_01, 15],
    ['premium', 1_000_000_00, 15],
  ])('of a %s customer who orders for %i cents is %i', ([tier, subtotalCents, percent]) => {
    expect(discountPercent(tier, subtotalCents)).toBe(percent)
  })

  test('is never more than 20, whoever orders and for how much', ({ data }) => {
    const subtotals = Array.from({ length: 500 }, () => data.random.integer(0, 1e12))
    const percents = subtotals.flatMap((cents) => [
      discountPercent('regular', cents),
      discountPercent('premium', cents),
    ])
    expect(Math.max(...percents)).toBeLessThanOrEqual(20)
  })
})

describe('the discount in cents is whole', () => {
  test.for([
    [5, 100_00, 5_00],
    [5, 59_98, 3_00],
    [10, 100_01, 10_00],
    [15, 1_99, 30],
    [5, 10, 1],
    [5, 9, 0],
    [10, 0, 0],
  ])('%i %% of %i is %i', ([percent, subtotalCents, cents]) => {
    expect(discountCents(percent!, subtotalCents!)).toBe(cents)
  })

  test('and the half of one goes to the customer', () => {
    expect(discountCents(5, 30)).toBe(2)
    expect(discountCents(15, 10)).toBe(2)
  })
})
