import { onMessage } from '@shop/service-kit/consumer'
import { identifier } from '@shop/service-kit/identifier'
import { applyOnce } from '@shop/service-kit/inbox'
import type { Outbox } from '@shop/service-kit/outbox'
import { z } from 'zod'
import { confirmOrder, rejectOrder } from './order-store.ts'
import type { Tables } from './tables.ts'

/** What this service needs of the messages it receives. */
export const messages = {
  reserved: z.object({ orderId: identifier }),
  rejected: z.object({ orderId: identifier, reason: z.string() }),
}

/** Handles the messages of the queue `orders.reservations`. */
export function reservationHandlers(outbox: Outbox<Tables>) {
  return {
    'inventory.reserved': onMessage(messages.reserved, applyOnce(outbox, confirmOrder)),
    'inventory.rejected': onMessage(messages.rejected, applyOnce(outbox, rejectOrder)),
  }
}
