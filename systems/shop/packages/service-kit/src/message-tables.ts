import { type Kysely, sql } from 'kysely'

/** Makes the tables behind the outbox and the inbox. The first migration of every service that uses messages. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('outbox')
    .addColumn('id', 'bigserial', (column) => column.primaryKey())
    .addColumn('message_id', 'uuid', (column) => column.notNull().defaultTo(sql`gen_random_uuid()`))
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('aggregate_id', 'uuid', (column) => column.notNull())
    .addColumn('data', 'jsonb', (column) => column.notNull())
    .addColumn('headers', 'jsonb', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
  await database.schema
    .createTable('inbox')
    .addColumn('queue', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('handled_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('inbox_pkey', ['queue', 'message_id'])
    .execute()
  await database.schema.createIndex('inbox_handled_at').on('inbox').column('handled_at').execute()
}

/** Takes the tables away again. */
export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('inbox').execute()
  await database.schema.dropTable('outbox').execute()
}
