import { expect, test } from 'assay/test'
import { stockChangedSchema } from '../../src/stock-handlers.ts'

const change = { productId: 'f47ac10b-58cc-4372-a567-0e02b2c3d479', available: 0, version: 1 }

test('a change of stock may tell more than is needed', () => {
  expect(stockChangedSchema.parse({ ...change, reserved: 5 })).toEqual(change)
})

test.for([
  { available: -1 },
  { available: '5' },
  { version: 0 },
  { version: undefined },
  { productId: 'lamp' },
])('a change of stock with %o is malformed', (wrong) => {
  expect(stockChangedSchema.safeParse({ ...change, ...wrong }).success).toBe(false)
})
