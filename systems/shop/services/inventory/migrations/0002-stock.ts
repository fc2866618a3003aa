import { type Kysely, sql } from 'kysely'

export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('stock')
    .addColumn('product_id', 'uuid', (column) => column.primaryKey())
    .addColumn('available', 'integer', (column) => column.notNull().check(sql`available >= 0`))
    .addColumn('reserved', 'integer', (column) => column.notNull().defaultTo(0).check(sql`reserved >= 0`))
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('discontinued', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute()
  await database.schema
    .createTable('reservations')
    .addColumn('order_id', 'uuid', (column) => column.primaryKey())
    .addColumn('status', 'text', (column) =>
      column.notNull().check(sql`status in ('reserved', 'rejected', 'released')`),
    )
    .addColumn('items', 'jsonb', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('reservations').execute()
  await database.schema.dropTable('stock').execute()
}
