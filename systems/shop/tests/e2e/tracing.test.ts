import { eventually, expect, type ServiceHandle, test } from 'assay/test'
import { type LogLine, logLines } from '../log-lines.ts'
import { decided } from '../ordering.ts'
import { buy, merchandise, shopper } from '../shopping.ts'

/** What a service has logged of one request: `what it did`, each once. */
function doneFor(requestId: string, service: ServiceHandle): string[] {
  const nameOf = ({ msg, route, type }: LogLine) => (msg === 'message handled' ? type : route)
  const lines = logLines(service).filter((line) => line.requestId === requestId)
  return [...new Set(lines.map((line) => nameOf(line) ?? line.msg))].sort()
}

test('one request id and one trace are in the log of every service that an order touches', async ({
  gateway,
  orders,
  products,
  inventory,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise)
  const { body, exchange } = await buy(gateway, ada, { productId: lamp.id, quantity: 1 })
  await decided(gateway, body.id, ada.token)
  const seen = () => ({
    gateway: doneFor(exchange.requestId, gateway),
    orders: doneFor(exchange.requestId, orders),
    products: doneFor(exchange.requestId, products),
    inventory: doneFor(exchange.requestId, inventory),
  })
  const expected = {
    gateway: ['/orders'],
    orders: ['/orders', 'inventory.reserved'],
    products: ['/products/:id', 'stock.changed'],
    inventory: ['/stock', 'order.placed'],
  }
  await eventually(() => {
    expect(seen()).toEqual(expected)
    return true
  })
  for (const service of [gateway, orders, products, inventory]) {
    const lines = logLines(service).filter(({ requestId }) => requestId === exchange.requestId)
    expect(new Set(lines.map(({ traceId }) => traceId))).toEqual(new Set([exchange.traceId]))
  }
})

test('the order history carries its request id through the users service to the orders service', async ({
  gateway,
  users,
  orders,
  data,
}) => {
  const ada = await data.create(shopper)
  const headers = { 'x-request-id': `history:${data.unique()}` }
  const { exchange } = await gateway.get(`/users/${ada.id}/orders`, { token: ada.token, headers })
  expect(exchange.requestId).toBe(headers['x-request-id'])
  await eventually(() => {
    expect(doneFor(exchange.requestId, gateway)).toEqual(['/users/*'])
    expect(doneFor(exchange.requestId, users)).toEqual(['/users/:id/orders'])
    expect(doneFor(exchange.requestId, orders)).toEqual(['/orders'])
    return true
  })
})
