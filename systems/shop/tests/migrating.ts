import { execFile } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import type { PostgresHandle } from 'assay/test'

const run = promisify(execFile)
const services = path.join(import.meta.dirname, '../services')

/** Migrates a database as a deployment does: `node src/migrate.ts <direction>` in the service's folder. */
export async function migrate(
  service: string,
  direction: 'latest' | 'up' | 'down',
  database: PostgresHandle,
): Promise<string> {
  const { stdout } = await run('node', ['src/migrate.ts', direction], {
    cwd: path.join(services, service),
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url },
    timeout: 10_000,
  })
  return stdout
}

/** Every column, index and constraint of a database, as text that can be compared. */
export async function schemaOf(database: PostgresHandle): Promise<string[]> {
  const rows = await database.query<{ line: string }>(`
    SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace
    ORDER BY line`)
  return rows.map(({ line }) => line)
}
