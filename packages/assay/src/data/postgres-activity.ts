import { messageOf } from '../errors/assay-error.ts'
import { connectPostgres } from '../resources/postgres/connect-postgres.ts'

const ACTIVITY = {
  name: 'assay_activity',
  text: `SELECT count(*)::int AS open, (count(*) FILTER (WHERE state <> 'idle'))::int AS busy
         FROM pg_stat_activity
         WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
}

/** Connections to a database: how many are open, and how many of them run a query or hold a transaction. */
export interface ConnectionActivity {
  readonly busy: number
  readonly open: number
}

/** Asks a database about its connections, over one of its own that is not counted. */
export interface PostgresActivity extends AsyncDisposable {
  /** `undefined` when the database could not be asked. */
  (): Promise<ConnectionActivity | undefined>
}

/**
 * Connects at once, so that the question needs no free place once a load has taken them all.
 * Without the driver, or a connection, there are no answers: `onNote` is told why, once.
 *
 * @example
 * await using activity = postgresActivity('postgres://127.0.0.1:1/orders', (note) => console.warn(note))
 * await activity() // undefined
 */
export function postgresActivity(url: string, onNote: (note: string) => void): PostgresActivity {
  const connected = connectPostgres(url)
  let isTold = false
  const tell = (error: unknown) => {
    if (!isTold) onNote(`its connections are not counted: ${messageOf(error)}`)
    isTold = true
  }
  connected.catch(tell)
  const ask = async () => {
    try {
      const client = await connected
      const { rows } = await client.query<ConnectionActivity>(ACTIVITY)
      return rows[0]
    } catch (error) {
      tell(error)
      return undefined
    }
  }
  const close = async () => {
    // Why there is no connection has been told.
    const client = await connected.catch(() => undefined)
    await client?.end()
  }
  return Object.assign(ask, { [Symbol.asyncDispose]: close })
}
