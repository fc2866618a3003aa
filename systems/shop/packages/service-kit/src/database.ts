import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Logger } from './logger.ts'

const CONNECT_TIMEOUT_MS = 2000
const QUERY_TIMEOUT_MS = 5000
const INT8_OID = 20

/** Which database, and how many connections to it at most. */
export interface DatabaseOptions {
  readonly url: string
  readonly poolSize: number
  readonly log: Logger
}

/** Opens a pool on a database. It connects when first used and again after the server was away. */
export function openDatabase<Tables>({ url, poolSize, log }: DatabaseOptions): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: QUERY_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS + 1000,
    types: { getTypeParser },
  })
  // A connection lost while idle is replaced by the pool; one lost in use fails its query. Both only need a log line.
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'))
  pool.on('connect', (client) => client.on('error', (error) => log.debug({ err: error }, 'connection lost')))
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}

/** Rejects when the database does not answer. */
export async function pingDatabase<Tables>(database: Kysely<Tables>): Promise<void> {
  await sql`select 1`.execute(database)
}

/** Sums and counts come as 64-bit integers, which the driver would give as text; ours stay far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format as 'text')
}
