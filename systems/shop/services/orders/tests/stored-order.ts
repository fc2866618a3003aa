import type { PostgresHandle } from 'assay/test'
import type { Order } from '../../../tests/ordering.ts'

/** Stores an order of one thing in any state, as if its history had led there. Gives its id. */
export async function storeOrder(
  ordersDb: PostgresHandle,
  { customerId, status }: { readonly customerId: string; readonly status: Order['status'] },
): Promise<string> {
  const line = { productId: crypto.randomUUID(), name: 'Desk lamp', quantity: 1, unitPriceCents: 2999 }
  const { id } = await ordersDb.insert<{ id: string }>('orders', {
    number: `ORD-${crypto.randomUUID()}`,
    customer_id: customerId,
    status,
    items: JSON.stringify([line]),
    subtotal_cents: 2999,
    discount_percent: 5,
    discount_cents: 150,
  })
  return id
}
