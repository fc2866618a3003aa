import type { Generated, Selectable } from 'kysely'

/** The tables of this service. */
export interface Tables {
  products: ProductTable
}

interface ProductTable {
  id: Generated<string>
  name: string
  description: string | null
  price_cents: number
  category: string
  stock: number
  /** The version of the inventory's figure that `stock` shows; 0 until the inventory has spoken. */
  stock_version: Generated<number>
  created_at: Generated<Date>
}

export type ProductRow = Selectable<ProductTable>
