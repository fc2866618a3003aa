import { type Kysely, sql } from 'kysely'

export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('orders')
    .addColumn('id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('number', 'text', (column) => column.notNull().unique())
    .addColumn('customer_id', 'uuid', (column) => column.notNull())
    .addColumn('status', 'text', (column) =>
      column
        .notNull()
        .check(sql`status in ('pending', 'confirmed', 'rejected', 'shipped', 'delivered', 'cancelled')`),
    )
    .addColumn('items', 'jsonb', (column) => column.notNull())
    .addColumn('subtotal_cents', 'bigint', (column) => column.notNull().check(sql`subtotal_cents >= 0`))
    .addColumn('discount_percent', 'integer', (column) => column.notNull())
    .addColumn('discount_cents', 'bigint', (column) => column.notNull().check(sql`discount_cents >= 0`))
    .addColumn('shipping_address', 'text')
    .addColumn('rejection_reason', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
  await database.schema
    .createIndex('orders_of_customer')
    .on('orders')
    .columns(['customer_id', 'created_at desc'])
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('orders').execute()
}
