import { onMessage } from '@shop/service-kit/consumer'
import { identifier } from '@shop/service-kit/identifier'
import { applyOnce } from '@shop/service-kit/inbox'
import type { Outbox } from '@shop/service-kit/outbox'
import { z } from 'zod'
import { showStock } from './product-store.ts'
import type { Tables } from './tables.ts'

/** What this service needs of `stock.changed`. */
export const stockChangedSchema = z.object({
  productId: identifier,
  available: z.int().min(0),
  version: z.int().min(1),
})

/** Handles the messages of the queue `products.stock`. */
export function stockHandlers(outbox: Outbox<Tables>) {
  return { 'stock.changed': onMessage(stockChangedSchema, applyOnce(outbox, showStock)) }
}
