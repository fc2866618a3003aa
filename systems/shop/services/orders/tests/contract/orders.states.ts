import { messages, requestFilter, states } from 'assay/contract'
import { bodyOf } from '../../../../tests/body-of.ts'
import type { Order } from '../../../../tests/ordering.ts'
import { withRealToken } from '../../../../tests/real-token.ts'
import { sent } from '../../../../tests/sent.ts'
import { tokenFor } from '../../../../tests/tokens.ts'
import { type Offer, offer } from '../catalogue-answers.ts'
import { type StoredOrder, storeOrder } from '../stored-order.ts'

// Each interaction begins with an empty database.
states('orders', {
  // By the token that requests get below.
  'a customer is signed in': () => {},
  'a product can be ordered': (params, { environment: { stubs } }) => {
    offer(stubs, params as unknown as Offer)
  },
  'the customer has an order': async (params, { environment: { ordersDb } }) => {
    return { orderId: await storeOrder(ordersDb, params as unknown as StoredOrder) }
  },
  'the customer has no orders': () => {},
})

requestFilter('orders', withRealToken)

messages('orders', {
  'an order was placed': (request) =>
    sent('order.placed', request, async () => {
      const { customerId, productId } = request.values
      const token = await tokenFor(String(customerId))
      const order = { items: [{ productId, quantity: 2 }] }
      return bodyOf(await request.environment.orders.post<Order>('/orders', order, { token })).id
    }),
  'an order was cancelled': (request) =>
    sent('order.cancelled', request, async () => {
      const { customerId, orderId } = request.values
      const token = await tokenFor(String(customerId))
      const change = { status: 'cancelled' }
      bodyOf(await request.environment.orders.patch(`/orders/${orderId}/status`, change, { token }))
      return String(orderId)
    }),
})
