import type { Message } from '@shop/service-kit/consumer'
import type { Change } from '@shop/service-kit/outbox'
import type { Kysely } from 'kysely'
import { findShortage, findUnknown } from './shortage.ts'
import { lockStock, moveToReserved } from './stock-store.ts'
import type { Item, ReservationRow, Tables } from './tables.ts'

// An order can overtake the news of a product offered a moment ago, so for this many attempts it waits for it.
const ATTEMPTS_FOR_UNKNOWN_PRODUCTS = 4

interface PlacedOrder {
  readonly orderId: string
  readonly items: Item[]
}

/** What is held for an order, if the inventory has heard of it. */
export function findReservation(
  database: Kysely<Tables>,
  orderId: string,
): Promise<ReservationRow | undefined> {
  return database.selectFrom('reservations').selectAll().where('order_id', '=', orderId).executeTakeFirst()
}

/** Holds everything an order wants, or nothing. An order that was seen before, even as cancelled, is left alone. */
export async function reserve(
  order: PlacedOrder,
  change: Change<Tables>,
  { attempt }: Message,
): Promise<void> {
  const { orderId, items } = order
  if (!(await insertReservation({ orderId, items, status: 'reserved' }, change))) return
  const productIds = items.map(({ productId }) => productId)
  const stock = await lockStock(change, productIds)
  const unknown = findUnknown(items, stock)
  if (unknown.length > 0 && attempt < ATTEMPTS_FOR_UNKNOWN_PRODUCTS) {
    throw new Error(`not heard yet of the products ${unknown.join(', ')}`)
  }
  const shortage = findShortage(items, stock)
  if (shortage) return reject(orderId, `insufficient inventory for ${shortage}`, change)
  for (const item of items) await moveToReserved(item, change)
  await change.emit({ type: 'inventory.reserved', aggregateId: orderId, data: { orderId } })
}

/** Gives back what an order held. When the cancellation comes first, it is remembered, so nothing will be held. */
export async function release({ orderId }: { orderId: string }, change: Change<Tables>): Promise<void> {
  if (await insertReservation({ orderId, items: [], status: 'released' }, change)) return
  const reservation = await change.transaction
    .updateTable('reservations')
    .set({ status: 'released' })
    .where('order_id', '=', orderId)
    .where('status', '=', 'reserved')
    .returning('items')
    .executeTakeFirst()
  if (!reservation) return
  await lockStock(
    change,
    reservation.items.map(({ productId }) => productId),
  )
  for (const { productId, quantity } of reservation.items) {
    await moveToReserved({ productId, quantity: -quantity }, change)
  }
}

/** False when the order has a reservation already. Also makes handlers of the same order wait for each other. */
async function insertReservation(
  { orderId, items, status }: PlacedOrder & { status: ReservationRow['status'] },
  { transaction }: Change<Tables>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('reservations')
    .values({ order_id: orderId, items: JSON.stringify(items), status })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

async function reject(orderId: string, reason: string, { transaction, emit }: Change<Tables>): Promise<void> {
  await transaction
    .updateTable('reservations')
    .set({ status: 'rejected', reason })
    .where('order_id', '=', orderId)
    .execute()
  await emit({ type: 'inventory.rejected', aggregateId: orderId, data: { orderId, reason } })
}
