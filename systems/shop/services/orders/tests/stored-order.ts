import type { PostgresHandle } from 'assay/test'
import type { Order } from '../../../tests/ordering.ts'

/** As much of an order as matters to who stores one. */
export interface StoredOrder {
  /** Default: a new one. */
  readonly id?: string
  readonly customerId: string
  readonly status: Order['status']
  readonly rejectionReason?: string
}

/** Stores an order of one thing in any state, as if its history had led there. Gives its id. */
export async function storeOrder(
  ordersDb: PostgresHandle,
  { id = crypto.randomUUID(), customerId, status, rejectionReason }: StoredOrder,
): Promise<string> {
  const line = { productId: crypto.randomUUID(), name: 'Desk lamp', quantity: 1, unitPriceCents: 2999 }
  await ordersDb.insert('orders', {
    id,
    number: `ORD-${crypto.randomUUID()}`,
    customer_id: customerId,
    status,
    rejection_reason: rejectionReason,
    items: JSON.stringify([line]),
    subtotal_cents: 2999,
    discount_percent: 5,
    discount_cents: 150,
  })
  return id
}
