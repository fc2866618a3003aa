/** The states of an order. The inventory decides between confirmed and rejected; the rest is asked for. */
export const orderStatuses = [
  'pending',
  'confirmed',
  'rejected',
  'shipped',
  'delivered',
  'cancelled',
] as const

/** A state of an order. */
export type OrderStatus = (typeof orderStatuses)[number]

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['cancelled'],
  confirmed: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  rejected: [],
  delivered: [],
  cancelled: [],
}

/** Whether an order in one state can be asked to go to another. */
export function canBecome(current: OrderStatus, wanted: OrderStatus): boolean {
  return NEXT[current].includes(wanted)
}
