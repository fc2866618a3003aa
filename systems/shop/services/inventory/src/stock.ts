import { identifier } from '@shop/service-kit/identifier'
import { z } from 'zod'
import type { ReservationRow, StockRow } from './tables.ts'

const productId = identifier
const available = z.int().min(0).max(1_000_000_000)

const stockExample = {
  productId: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  available: 98,
  reserved: 2,
  version: 3,
}

/** The stock of a product. */
export const stockSchema = z
  .object({ productId, available: z.int(), reserved: z.int(), version: z.int() })
  .meta({ id: 'Stock', examples: [stockExample] })

/** The stock of several products; products the inventory does not know are left out. */
export const stockListSchema = z
  .object({ items: z.array(stockSchema) })
  .meta({ id: 'StockList', examples: [{ items: [stockExample] }] })

/** What counting the shelves changes. */
export const stockCountSchema = z
  .strictObject({ available })
  .meta({ id: 'StockCount', examples: [{ available: 100 }] })

/** The query of the stock of several products: their ids, separated by commas. */
export const stockQuery = z.object({
  productIds: z
    .string()
    .max(4000)
    .transform((list) => list.split(','))
    .pipe(z.array(productId).max(100)),
})

/** What is held for an order. */
export const reservationSchema = z
  .object({
    orderId: identifier,
    status: z.enum(['reserved', 'rejected', 'released']),
    items: z.array(z.object({ productId, quantity: z.int() })),
    reason: z.string().nullable(),
  })
  .meta({
    id: 'Reservation',
    examples: [
      {
        orderId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
        status: 'reserved',
        items: [{ productId: stockExample.productId, quantity: 2 }],
        reason: null,
      },
    ],
  })

/** A stored stock as clients see it. */
export function toStock(row: StockRow): z.infer<typeof stockSchema> {
  return { productId: row.product_id, available: row.available, reserved: row.reserved, version: row.version }
}

/** A stored reservation as clients see it. */
export function toReservation(row: ReservationRow): z.infer<typeof reservationSchema> {
  return { orderId: row.order_id, status: row.status, items: row.items, reason: row.reason }
}
