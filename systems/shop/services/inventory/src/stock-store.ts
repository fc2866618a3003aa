import type { Change } from '@shop/service-kit/outbox'
import type { Kysely } from 'kysely'
import { toStock } from './stock.ts'
import type { StockRow, Tables } from './tables.ts'

/** The stock of those of the products that are known and still sold. */
export function findStock(database: Kysely<Tables>, productIds: string[]): Promise<StockRow[]> {
  return database
    .selectFrom('stock')
    .selectAll()
    .where('product_id', 'in', productIds)
    .where('discontinued', '=', false)
    .execute()
}

/** Locks the stock of products until the end of the transaction, in one order for all, so that none wait in a ring. */
export function lockStock({ transaction }: Change<Tables>, productIds: string[]): Promise<StockRow[]> {
  const rows = transaction.selectFrom('stock').selectAll().where('product_id', 'in', productIds)
  return rows.orderBy('product_id').forUpdate().execute()
}

/** Takes a product in. A product known already, even as discontinued, stays as it is. */
export async function addProduct(
  { productId, stock }: { productId: string; stock: number },
  change: Change<Tables>,
): Promise<void> {
  const row = await change.transaction
    .insertInto('stock')
    .values({ product_id: productId, available: stock })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row) await announce(row, change)
}

/** Stops selling a product. */
export async function discontinue(
  { productId }: { productId: string },
  { transaction }: Change<Tables>,
): Promise<void> {
  await transaction
    .insertInto('stock')
    .values({ product_id: productId, available: 0, discontinued: true })
    .onConflict((conflict) => conflict.column('product_id').doUpdateSet({ discontinued: true }))
    .execute()
}

/** Sets how many of a product can be sold. Undefined when it is no longer sold. */
export async function countStock(
  { productId, available }: { productId: string; available: number },
  change: Change<Tables>,
): Promise<StockRow | undefined> {
  const row = await change.transaction
    .insertInto('stock')
    .values({ product_id: productId, available })
    .onConflict((conflict) =>
      conflict
        .column('product_id')
        .doUpdateSet(({ eb }) => ({ available, version: eb('stock.version', '+', 1) }))
        .where('stock.discontinued', '=', false),
    )
    .returningAll()
    .executeTakeFirst()
  if (row) await announce(row, change)
  return row
}

/** Moves a quantity from available to reserved, or back when it is negative. */
export async function moveToReserved(
  { productId, quantity }: { productId: string; quantity: number },
  change: Change<Tables>,
): Promise<void> {
  const row = await change.transaction
    .updateTable('stock')
    .set(({ eb }) => ({
      available: eb('available', '-', quantity),
      reserved: eb('reserved', '+', quantity),
      version: eb('version', '+', 1),
    }))
    .where('product_id', '=', productId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await announce(row, change)
}

async function announce(row: StockRow, { emit }: Change<Tables>): Promise<void> {
  const { productId, available, version } = toStock(row)
  await emit({ type: 'stock.changed', aggregateId: productId, data: { productId, available, version } })
}
