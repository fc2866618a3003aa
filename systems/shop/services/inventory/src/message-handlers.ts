import { onMessage } from '@shop/service-kit/consumer'
import { identifier } from '@shop/service-kit/identifier'
import { applyOnce } from '@shop/service-kit/inbox'
import type { Outbox } from '@shop/service-kit/outbox'
import { z } from 'zod'
import { release, reserve } from './reservation-store.ts'
import { addProduct, discontinue } from './stock-store.ts'
import type { Tables } from './tables.ts'

/** What this service needs of the messages it receives. */
export const messages = {
  productCreated: z.object({ productId: identifier, stock: z.int().min(0) }),
  productDeleted: z.object({ productId: identifier }),
  orderPlaced: z.object({
    orderId: identifier,
    items: z.array(z.object({ productId: identifier, quantity: z.int().min(1) })).min(1),
  }),
  orderCancelled: z.object({ orderId: identifier }),
}

/** Handles the messages of the queue `inventory.products`. */
export function productHandlers(outbox: Outbox<Tables>) {
  return {
    'product.created': onMessage(messages.productCreated, applyOnce(outbox, addProduct)),
    'product.deleted': onMessage(messages.productDeleted, applyOnce(outbox, discontinue)),
  }
}

/** Handles the messages of the queue `inventory.orders`. */
export function orderHandlers(outbox: Outbox<Tables>) {
  return {
    'order.placed': onMessage(messages.orderPlaced, applyOnce(outbox, reserve)),
    'order.cancelled': onMessage(messages.orderCancelled, applyOnce(outbox, release)),
  }
}
