import type { Client } from 'pg'
import { configurationError } from '../../errors/assay-error.ts'

const CONNECT_TIMEOUT_MS = 10_000

/**
 * A connected client of the `pg` driver, an optional peer dependency that is only loaded when a
 * database is used.
 *
 * @throws AssayError `driver_missing`; whatever the server says otherwise.
 */
export async function connectPostgres(url: string): Promise<Client> {
  const { default: pg } = await importDriver()
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  // A connection that is lost while idle is seen by the next query; the event alone must not kill the run.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function importDriver(): Promise<typeof import('pg')> {
  try {
    return await import('pg')
  } catch (cause) {
    throw configurationError({
      code: 'driver_missing',
      message: 'PostgreSQL resources need the package "pg".',
      fix: 'npm install --save-dev pg',
      cause,
    })
  }
}
