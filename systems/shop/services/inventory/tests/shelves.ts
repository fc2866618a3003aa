import { eventually, expect, type RabbitmqHandle, type ServiceClient } from 'assay/test'

/** A line of an order. */
export interface Item {
  readonly productId: string
  readonly quantity: number
}

/** What is held for an order. */
export interface Reservation {
  readonly orderId: string
  readonly status: 'reserved' | 'rejected' | 'released'
  readonly items: readonly Item[]
  readonly reason: string | null
}

/** Puts so many of a new product on the shelves, and gives its id. */
export async function shelve(inventory: ServiceClient, available: number): Promise<string> {
  const productId = crypto.randomUUID()
  expect(await inventory.put(`/stock/${productId}`, { available })).toHaveStatus(200)
  return productId
}

/** Tells the inventory of an order as the orders service would, and gives the order's id. */
export async function place(broker: RabbitmqHandle, items: readonly Item[]): Promise<string> {
  const orderId = crypto.randomUUID()
  await broker.publish('shop', 'order.placed', { orderId, customerId: crypto.randomUUID(), items })
  return orderId
}

/** What the inventory has decided about an order, as soon as it has. */
export function decisionOn(inventory: ServiceClient, orderId: string): Promise<Reservation> {
  return eventually(async () => {
    const { status, body } = await inventory.get<Reservation>(`/reservations/${orderId}`)
    return status === 200 && body
  })
}
