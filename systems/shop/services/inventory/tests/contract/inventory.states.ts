import { type MessageRequest, messages, states } from 'assay/contract'
import { bodyOf } from '../../../../tests/body-of.ts'
import { sent } from '../../../../tests/sent.ts'

// Each interaction begins with an empty database.
states('inventory', {
  'a product is in stock': async ({ productId, available }, { environment: { inventoryDb } }) => {
    await inventoryDb.insert('stock', { product_id: productId, available })
  },
  'a product is unknown': () => {},
})

messages('inventory', {
  'the stock of a product was counted': (request) =>
    sent('stock.changed', request, async () => {
      const productId = String(request.values['productId'])
      bodyOf(await request.environment.inventory.put(`/stock/${productId}`, { available: 7 }))
      return productId
    }),
  'the last of a product was reserved': (request) =>
    sent('stock.changed', request, async () => {
      await placeOrder(request, Number(request.values['available']))
      return String(request.values['productId'])
    }),
  'the stock for an order was reserved': (request) =>
    sent('inventory.reserved', request, () => placeOrder(request, 2)),
  'an order was rejected': (request) => sent('inventory.rejected', request, () => placeOrder(request, 2)),
})

/** Tells of an order as the orders service would. Gives its id. */
async function placeOrder({ environment: { broker }, values }: MessageRequest, quantity: number) {
  const orderId = crypto.randomUUID()
  const items = [{ productId: values['productId'], quantity }]
  await broker.publish('shop', 'order.placed', { orderId, customerId: crypto.randomUUID(), items })
  return orderId
}
