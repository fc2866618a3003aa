import type { ColumnType, Generated, Selectable } from 'kysely'

/** The tables of this service. */
export interface Tables {
  stock: StockTable
  reservations: ReservationTable
}

interface StockTable {
  product_id: string
  /** How many can still be sold. */
  available: number
  /** How many are held for orders. */
  reserved: Generated<number>
  /** Grows by one with every change, so that others can tell a late figure from a newer one. */
  version: Generated<number>
  /** The product is no longer in the catalogue. Its row stays, in case the news of its creation comes later. */
  discontinued: Generated<boolean>
}

interface ReservationTable {
  order_id: string
  status: 'reserved' | 'rejected' | 'released'
  items: ColumnType<Item[], string, never>
  reason: string | null
  created_at: Generated<Date>
}

/** So many of a product. */
export interface Item {
  readonly productId: string
  readonly quantity: number
}

export type StockRow = Selectable<StockTable>
export type ReservationRow = Selectable<ReservationTable>
