import { amountSchema, toCents, toDecimal } from '@shop/service-kit/money'
import { describe, expect, test } from 'assay/test'

describe('amounts become whole cents', () => {
  // Multiplied by 100 as floating-point numbers, none of these is whole.
  test.for([
    [0.29, 29],
    [1.15, 115],
    [4.35, 435],
    [8.2, 820],
    [19.99, 1999],
    [35.41, 3541],
    [1_000_000.01, 100_000_001],
  ])('%d is %d cents', ([amount, cents]) => {
    expect(toCents(amount!)).toBe(cents)
  })

  test('every amount up to 1000.00 comes back from cents as it was', () => {
    const wrong = Array.from({ length: 100_001 }, (_, cents) => cents).filter(
      (cents) => toCents(toDecimal(cents)) !== cents,
    )
    expect(wrong).toEqual([])
  })

  test('a sum of cents has no float error', () => {
    expect(toDecimal(toCents(0.1) + toCents(0.2))).toBe(0.3)
  })
})

describe('an amount in a document', () => {
  test.for([0, 0.01, 0.1, 29.99, 1e6])('may be %d', (amount) => {
    expect(amountSchema.safeParse(amount).success).toBe(true)
  })

  test.for([-0.01, 0.001, 29.999, Number.NaN, Number.POSITIVE_INFINITY, '29.99', null])(
    'may not be %o',
    (amount) => {
      expect(amountSchema.safeParse(amount).success).toBe(false)
    },
  )
})
