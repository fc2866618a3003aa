import type { Outbox } from '@shop/service-kit/outbox'
import type { Claims } from '@shop/service-kit/token'
import { findProduct, type Neighbours, readAvailable } from './neighbours.ts'
import type { NewOrder } from './order.ts'
import { insertOrder } from './order-store.ts'
import { type CatalogueProduct, priceLine, sumUp, type WantedItem } from './pricing.ts'
import { insufficientInventory, productNotFound } from './problems.ts'
import type { OrderRow, Tables } from './tables.ts'

/** Checks an order against catalogue and inventory, then stores it as pending and asks the inventory to reserve. */
export async function placeOrder(
  { items, subtotal, shippingAddress }: NewOrder,
  { sub, tier }: Claims,
  { neighbours, outbox }: { neighbours: Neighbours; outbox: Outbox<Tables> },
): Promise<OrderRow> {
  const products = await Promise.all(items.map(({ productId }) => requireProduct(neighbours, productId)))
  const lines = items.map((item, index) => priceLine(item, products[index]!))
  const totals = sumUp(lines, { tier, expected: subtotal })
  await requireStock(items, products, neighbours)
  return outbox.transact((change) =>
    insertOrder({ ...totals, lines, customerId: sub, shippingAddress: shippingAddress ?? null }, change),
  )
}

async function requireProduct(neighbours: Neighbours, id: string): Promise<CatalogueProduct> {
  const product = await findProduct(neighbours, id)
  if (!product) throw productNotFound(`Product ${id} was not found.`)
  return product
}

/**
 * Refuses early what cannot be reserved. The reservation decides; so for a product offered a moment ago,
 * which the inventory has not heard of yet, the stock the catalogue shows is good enough.
 */
async function requireStock(
  items: readonly WantedItem[],
  products: readonly CatalogueProduct[],
  neighbours: Neighbours,
): Promise<void> {
  const available = await readAvailable(
    neighbours,
    products.map(({ id }) => id),
  )
  for (const [index, { id, name, stock }] of products.entries()) {
    const left = available.get(id) ?? stock
    if (left < items[index]!.quantity) {
      throw insufficientInventory(`There is insufficient inventory for ${name}: ${left} available.`)
    }
  }
}
