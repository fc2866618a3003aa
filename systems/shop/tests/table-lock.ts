import type { PostgresHandle } from 'assay/test'

/** A lock that keeps everybody else from a table, until it is released. */
export interface TableLock extends AsyncDisposable {
  /** How many statements wait for it. */
  waiting(): Promise<number>
  release(): Promise<void>
}

/**
 * Locks a table, so that every statement on it waits: the way to have a request in flight for as
 * long as a test needs one.
 */
export async function lockTable(database: PostgresHandle, table: string): Promise<TableLock> {
  const holder = await database.connect()
  await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
  const release = async () => void (await holder.query('ROLLBACK'))
  return {
    release,
    async waiting() {
      const [row] = await database.query<{ count: number }>(
        'SELECT count(*)::int FROM pg_locks WHERE relation = $1::regclass AND NOT granted',
        [table],
      )
      return row!.count
    },
    [Symbol.asyncDispose]: release,
  }
}
