import type { ColumnType, Generated, Selectable } from 'kysely'
import type { OrderStatus } from './order-status.ts'

/** The tables of this service. */
export interface Tables {
  orders: OrderTable
}

interface OrderTable {
  id: Generated<string>
  number: string
  customer_id: string
  status: OrderStatus
  /** Written once and always read with the order, so they are one document and not rows of their own. */
  items: ColumnType<Line[], string, never>
  subtotal_cents: number
  discount_percent: number
  discount_cents: number
  shipping_address: string | null
  rejection_reason: string | null
  created_at: Generated<Date>
}

/** One line of an order, with the name and the price of the day. */
export interface Line {
  readonly productId: string
  readonly name: string
  readonly quantity: number
  readonly unitPriceCents: number
}

export type OrderRow = Selectable<OrderTable>
