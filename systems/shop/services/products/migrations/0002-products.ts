import { type Kysely, sql } from 'kysely'

export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('products')
    .addColumn('id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text')
    .addColumn('price_cents', 'integer', (column) => column.notNull().check(sql`price_cents > 0`))
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('stock', 'integer', (column) => column.notNull().check(sql`stock >= 0`))
    .addColumn('stock_version', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
  await database.schema
    .createIndex('products_category')
    .on('products')
    .columns(['category', 'created_at desc'])
    .execute()
  await database.schema.createIndex('products_created_at').on('products').column('created_at desc').execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('products').execute()
}
