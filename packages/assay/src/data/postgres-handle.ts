import type { Client } from 'pg'
import type { PostgresConnection } from '../model/resource.ts'
import { connectPostgres } from '../resources/postgres/connect-postgres.ts'
import type { HandleScope } from './resource-handle.ts'

export type Row = Readonly<Record<string, unknown>>

/** A database, as a test uses it. Connections are opened when first needed and closed with the test. */
export interface PostgresHandle extends PostgresConnection {
  /**
   * Runs one statement and gives its rows.
   *
   * @example
   * const [row] = await ordersDb.query<{ status: string }>('SELECT status FROM orders WHERE id = $1', [id])
   */
  query<R extends Row = Row>(sql: string, parameters?: readonly unknown[]): Promise<R[]>
  /** Inserts one row and gives it back as the database stored it. */
  insert<R extends Row = Row>(table: string, row: Row): Promise<R>
  /** A connection of its own, for transactions and locks. */
  connect(): Promise<Client>
  /** A fresh, migrated database that only this test uses. */
  fresh(): Promise<PostgresHandle>
}

export function createPostgresHandle(
  name: string,
  connection: PostgresConnection,
  scope: HandleScope,
): PostgresHandle {
  let shared: Promise<Client> | undefined
  const connect = async () => {
    const client = await connectPostgres(connection.url)
    scope.onEnd(() => client.end())
    return client
  }
  const query = async <R extends Row>(sql: string, parameters: readonly unknown[] = []) => {
    shared ??= connect()
    const { rows } = await (await shared).query(sql, [...parameters])
    return rows as R[]
  }
  return {
    ...connection,
    query,
    connect,
    async insert<R extends Row>(table: string, row: Row) {
      const [inserted] = await query<R>(insertStatement(table, Object.keys(row)), Object.values(row))
      return inserted!
    },
    async fresh() {
      const address = (await scope.openNamespace(name)) as PostgresConnection
      return createPostgresHandle(name, address, scope)
    },
  }
}

function insertStatement(table: string, columns: readonly string[]): string {
  const target = table.split('.').map(quoted).join('.')
  if (columns.length === 0) return `INSERT INTO ${target} DEFAULT VALUES RETURNING *`
  const places = columns.map((_, index) => `$${index + 1}`)
  return `INSERT INTO ${target} (${columns.map(quoted).join(', ')}) VALUES (${places.join(', ')}) RETURNING *`
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}
