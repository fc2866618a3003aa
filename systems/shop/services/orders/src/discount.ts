/** Which discounts a customer gets. */
export type Tier = 'regular' | 'premium'

const TIER_PERCENT: Readonly<Record<Tier, number>> = { regular: 5, premium: 10 }
const LARGE_ORDER_PERCENT = 5
const LARGE_ORDER_ABOVE_CENTS = 100_00
const MOST_PERCENT = 20

/** The discount on an order, in percent of its subtotal. */
export function discountPercent(tier: Tier, subtotalCents: number): number {
  const forSize = subtotalCents > LARGE_ORDER_ABOVE_CENTS ? LARGE_ORDER_PERCENT : 0
  return Math.min(TIER_PERCENT[tier] + forSize, MOST_PERCENT)
}

/** The discount in whole cents; half a cent goes to the customer. */
export function discountCents(percent: number, subtotalCents: number): number {
  return Math.round((subtotalCents * percent) / 100)
}
