import { toCents, toDecimal } from '@shop/service-kit/money'
import { discountCents, discountPercent, type Tier } from './discount.ts'
import { priceMismatch, subtotalMismatch } from './problems.ts'
import type { Line } from './tables.ts'

/** A product as the catalogue offers it. */
export interface CatalogueProduct {
  readonly id: string
  readonly name: string
  readonly price: number
  readonly stock: number
}

/** One thing a customer wants, and the price the customer was shown, if told. */
export interface WantedItem {
  readonly productId: string
  readonly quantity: number
  readonly price?: number | undefined
}

/** Puts the catalogue's name and price on a wanted item. Throws PRICE_MISMATCH when the customer was shown another. */
export function priceLine({ productId, quantity, price }: WantedItem, product: CatalogueProduct): Line {
  const unitPriceCents = toCents(product.price)
  if (price !== undefined && toCents(price) !== unitPriceCents) {
    throw priceMismatch(`${product.name} costs ${product.price.toFixed(2)}, not ${price.toFixed(2)}.`)
  }
  return { productId, name: product.name, quantity, unitPriceCents }
}

/** What the lines cost together. Throws SUBTOTAL_MISMATCH when the customer expected another sum. */
export function sumUp(
  lines: readonly Line[],
  { tier, expected }: { tier: Tier; expected?: number | undefined },
) {
  const subtotalCents = lines.reduce(
    (sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents,
    0,
  )
  if (expected !== undefined && toCents(expected) !== subtotalCents) {
    throw subtotalMismatch(
      `The items cost ${toDecimal(subtotalCents).toFixed(2)}, not ${expected.toFixed(2)}.`,
    )
  }
  const percent = discountPercent(tier, subtotalCents)
  return { subtotalCents, discountPercent: percent, discountCents: discountCents(percent, subtotalCents) }
}
