import { expect, test } from 'assay/test'
import { canBecome, type OrderStatus, orderStatuses } from '../../src/order-status.ts'

test.for<[OrderStatus, OrderStatus[]]>([
  ['pending', ['cancelled']],
  ['confirmed', ['shipped', 'cancelled']],
  ['rejected', []],
  ['shipped', ['delivered']],
  ['delivered', []],
  ['cancelled', []],
])('an order that is %s can be asked to become %j and nothing else', ([current, allowed]) => {
  expect(orderStatuses.filter((wanted) => canBecome(current, wanted))).toEqual(allowed)
})
