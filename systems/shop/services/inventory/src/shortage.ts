import type { Item, StockRow } from './tables.ts'

/** The first product there is not enough of, if any. Only what is sold still counts. */
export function findShortage(items: readonly Item[], stock: readonly StockRow[]): string | undefined {
  const sold = stock.filter((row) => !row.discontinued)
  const left = new Map(sold.map((row) => [row.product_id, row.available]))
  const short = items.find(({ productId, quantity }) => {
    const rest = (left.get(productId) ?? 0) - quantity
    left.set(productId, rest)
    return rest < 0
  })
  return short?.productId
}

/** The products the inventory has not heard of. */
export function findUnknown(items: readonly Item[], stock: readonly StockRow[]): string[] {
  const known = new Set(stock.map((row) => row.product_id))
  return items.map(({ productId }) => productId).filter((productId) => !known.has(productId))
}
