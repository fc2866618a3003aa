import type { Change } from '@shop/service-kit/outbox'
import type { Kysely } from 'kysely'
import type { OrderQuery } from './order.ts'
import { createOrderNumber } from './order-number.ts'
import { canBecome, type OrderStatus } from './order-status.ts'
import { invalidTransition, orderNotFound } from './problems.ts'
import type { Line, OrderRow, Tables } from './tables.ts'

type Database = Kysely<Tables>

interface PricedOrder {
  readonly customerId: string
  readonly lines: Line[]
  readonly subtotalCents: number
  readonly discountPercent: number
  readonly discountCents: number
  readonly shippingAddress: string | null
}

/** Stores an order as pending and asks the inventory to reserve what it wants. */
export async function insertOrder(
  order: PricedOrder,
  { transaction, emit }: Change<Tables>,
): Promise<OrderRow> {
  const row = await transaction
    .insertInto('orders')
    .values({
      number: createOrderNumber(),
      customer_id: order.customerId,
      status: 'pending',
      items: JSON.stringify(order.lines),
      subtotal_cents: order.subtotalCents,
      discount_percent: order.discountPercent,
      discount_cents: order.discountCents,
      shipping_address: order.shippingAddress,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const items = row.items.map(({ productId, quantity }) => ({ productId, quantity }))
  const data = { orderId: row.id, customerId: row.customer_id, items }
  await emit({ type: 'order.placed', aggregateId: row.id, data })
  return row
}

/** An order of this customer; others are not found. */
export async function findOrder(database: Database, id: string, customerId: string): Promise<OrderRow> {
  const own = database
    .selectFrom('orders')
    .selectAll()
    .where('id', '=', id)
    .where('customer_id', '=', customerId)
  return (await own.executeTakeFirst()) ?? notFound(id)
}

/** Orders of this customer, newest first, and how many there are in all. */
export async function listOrders(
  database: Database,
  customerId: string,
  { status, limit, offset }: OrderQuery,
) {
  let own = database.selectFrom('orders').where('customer_id', '=', customerId)
  if (status) own = own.where('status', '=', status)
  const [rows, { total }] = await Promise.all([
    own.selectAll().orderBy('created_at', 'desc').orderBy('id').limit(limit).offset(offset).execute(),
    own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { rows, total }
}

/** Moves an order of this customer on, and tells the inventory when it is cancelled. */
export async function changeStatus(
  { id, customerId, status }: { id: string; customerId: string; status: OrderStatus },
  change: Change<Tables>,
): Promise<OrderRow> {
  const order = await lockOrder(id, change)
  if (order?.customer_id !== customerId) notFound(id)
  if (!canBecome(order.status, status))
    throw invalidTransition(`A ${order.status} order cannot become ${status}.`)
  await setStatus(id, { status }, change)
  if (status === 'cancelled') await releaseStock(id, change)
  return { ...order, status }
}

/** The inventory holds what the order wants. If the order was cancelled in the meantime, it is given back. */
export async function confirmOrder({ orderId }: { orderId: string }, change: Change<Tables>): Promise<void> {
  const order = await lockOrder(orderId, change)
  if (order?.status === 'pending') await setStatus(orderId, { status: 'confirmed' }, change)
  if (order?.status === 'cancelled') await releaseStock(orderId, change)
}

/** The inventory cannot hold what the order wants. */
export async function rejectOrder(
  { orderId, reason }: { orderId: string; reason: string },
  change: Change<Tables>,
): Promise<void> {
  const order = await lockOrder(orderId, change)
  if (order?.status === 'pending')
    await setStatus(orderId, { status: 'rejected', rejection_reason: reason }, change)
}

function lockOrder(id: string, { transaction }: Change<Tables>): Promise<OrderRow | undefined> {
  return transaction.selectFrom('orders').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

async function setStatus(
  id: string,
  values: { status: OrderStatus; rejection_reason?: string },
  { transaction }: Change<Tables>,
): Promise<void> {
  await transaction.updateTable('orders').set(values).where('id', '=', id).execute()
}

async function releaseStock(orderId: string, { emit }: Change<Tables>): Promise<void> {
  await emit({ type: 'order.cancelled', aggregateId: orderId, data: { orderId } })
}

function notFound(id: string): never {
  throw orderNotFound(`Order ${id} was not found.`)
}
