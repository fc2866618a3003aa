import { toCents } from '@shop/service-kit/money'
import type { Change } from '@shop/service-kit/outbox'
import type { Kysely } from 'kysely'
import type { CatalogueQuery, NewProduct, ProductChanges } from './product.ts'
import type { ProductRow, Tables } from './tables.ts'

type Database = Kysely<Tables>

/** Stores a product and tells the inventory how many there are to begin with. */
export async function insertProduct(
  { price, stock, description, ...product }: NewProduct,
  { transaction, emit }: Change<Tables>,
): Promise<ProductRow> {
  const row = await transaction
    .insertInto('products')
    .values({ ...product, description: description ?? null, price_cents: toCents(price), stock })
    .returningAll()
    .executeTakeFirstOrThrow()
  await emit({ type: 'product.created', aggregateId: row.id, data: { productId: row.id, stock } })
  return row
}

/** Takes a product out of the catalogue. False when it was not there. */
export async function deleteProduct(id: string, { transaction, emit }: Change<Tables>): Promise<boolean> {
  const { numDeletedRows } = await transaction.deleteFrom('products').where('id', '=', id).executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await emit({ type: 'product.deleted', aggregateId: id, data: { productId: id } })
  return true
}

/** Changes the fields given; undefined when there is no such product. */
export function updateProduct(
  database: Database,
  id: string,
  { price, ...changes }: ProductChanges,
): Promise<ProductRow | undefined> {
  const price_cents = price === undefined ? undefined : toCents(price)
  return database
    .updateTable('products')
    .set({ ...changes, price_cents })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** One product, if it is offered. */
export function findProduct(database: Database, id: string): Promise<ProductRow | undefined> {
  return database.selectFrom('products').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The part of the catalogue a query asks for, newest first, and how many products match in all. */
export async function listProducts(database: Database, { category, search, limit, offset }: CatalogueQuery) {
  let matching = database.selectFrom('products')
  if (category) matching = matching.where('category', '=', category)
  if (search) {
    const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
    matching = matching.where(({ eb, or }) =>
      or([eb('name', 'ilike', pattern), eb('description', 'ilike', pattern)]),
    )
  }
  const [rows, { total }] = await Promise.all([
    matching.selectAll().orderBy('created_at', 'desc').orderBy('id').limit(limit).offset(offset).execute(),
    matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { rows, total }
}

/** Shows the stock the inventory tells, unless a later figure is shown already. */
export async function showStock(
  { productId, available, version }: { productId: string; available: number; version: number },
  { transaction }: Change<Tables>,
): Promise<void> {
  await transaction
    .updateTable('products')
    .set({ stock: available, stock_version: version })
    .where('id', '=', productId)
    .where('stock_version', '<', version)
    .execute()
}
