import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseError } from 'pg'
import { findProgram, searchPath } from '../../base/find-program.ts'
import { configurationError, infrastructureError, messageOf } from '../../errors/assay-error.ts'
import type { Migration, PostgresConnection } from '../../model/resource.ts'
import { describeExit, spawnProcess } from '../../processes/spawn-process.ts'
import { logEvidence } from '../../processes/wait-until-ready.ts'
import type { StartContext } from '../resource-server.ts'
import { connectPostgres } from './connect-postgres.ts'
import { type ResolvedCommand, resolveCommand } from './migration-key.ts'

const COMMAND_TIMEOUT_MS = 300_000

/** Brings an empty database to the migrated state. `resource` is its name, for messages and the log. */
export async function applyMigration(
  resource: string,
  migration: Migration,
  connection: PostgresConnection,
  context: StartContext,
): Promise<void> {
  if (typeof migration === 'string') {
    await applyFolder(resource, resolve(context.systemDirectory, migration), connection, context)
  } else if (typeof migration === 'function') {
    await applyFunction(resource, migration, connection)
  } else {
    await applyCommand(resource, resolveCommand(migration, context.systemDirectory), connection, context)
  }
}

async function applyFolder(
  resource: string,
  folder: string,
  connection: PostgresConnection,
  context: StartContext,
): Promise<void> {
  const shown = relative(context.systemDirectory, folder)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw noFolder(resource, shown)
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  const client = await connectPostgres(connection.url)
  try {
    for (const file of files) {
      const sql = readFileSync(join(folder, file), 'utf8')
      try {
        await client.query(sql)
      } catch (error) {
        throw sqlFailed(resource, join(shown, file), sql, error as DatabaseError)
      }
    }
  } finally {
    await client.end()
  }
}

async function applyFunction(
  resource: string,
  migrate: (connection: PostgresConnection) => Promise<void> | void,
  connection: PostgresConnection,
): Promise<void> {
  try {
    await migrate(connection)
  } catch (error) {
    throw infrastructureError({
      code: 'migration_failed',
      message: `The migration of "${resource}" failed: ${messageOf(error)}`,
      evidence: error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 4) : [],
      fix: `correct resources.${resource}.migrate`,
      cause: error,
    })
  }
}

async function applyCommand(
  resource: string,
  { command, directory }: ResolvedCommand,
  connection: PostgresConnection,
  context: StartContext,
): Promise<void> {
  const program = findProgram(command[0], directory)
  if (program === undefined) throw commandNotFound(resource, command[0], directory)
  const running = spawnProcess({
    name: `${resource}.migrate`,
    runId: context.runId,
    program,
    arguments: command.slice(1),
    directory,
    environment: { ...process.env, PATH: searchPath(directory), ...addressVariables(connection) },
    logFile: join(context.logDirectory, `${resource}.migrate.log`),
    guard: context.guard,
  })
  const deadline = new AbortController()
  const signal = AbortSignal.any([deadline.signal, context.signal])
  const late = sleep(COMMAND_TIMEOUT_MS, 'late' as const, { signal }).catch(() => 'aborted' as const)
  const outcome = await Promise.race([running.exited, late])
  deadline.abort()
  const exit = await running.kill()
  context.signal.throwIfAborted()
  if (exit.code === 0 && outcome !== 'late') return
  throw infrastructureError({
    code: 'migration_failed',
    message: `The migration of "${resource}" ${outcome === 'late' ? `did not end in ${COMMAND_TIMEOUT_MS} ms` : describeExit(exit)}: ${command.join(' ')}`,
    evidence: logEvidence(running),
    fix: `run it by hand in ${directory}, with DATABASE_URL set`,
  })
}

/** `DATABASE_URL` is what most tools read; the `PG*` variables are libpq's own. */
function addressVariables(connection: PostgresConnection): Record<string, string> {
  return {
    DATABASE_URL: connection.url,
    PGHOST: connection.host,
    PGPORT: String(connection.port),
    PGUSER: connection.user,
    PGPASSWORD: connection.password,
    PGDATABASE: connection.database,
  }
}

/** The server tells the position of some errors, not of all: without it there is only the file. */
function sqlFailed(resource: string, file: string, sql: string, error: DatabaseError) {
  const line = error.position && sql.slice(0, Number(error.position)).split('\n').length
  const excerpt = line ? [`SQL: ${sql.split('\n')[line - 1]?.trim()}`] : []
  return infrastructureError({
    code: 'migration_failed',
    message: `The migration of "${resource}" failed in ${file}${line ? `:${line}` : ''}: ${error.message}`,
    evidence: [
      ...excerpt,
      ...(error.detail === undefined ? [] : [`detail: ${error.detail}`]),
      ...(error.hint === undefined ? [] : [`hint: ${error.hint}`]),
    ],
    fix: `correct ${file}`,
    cause: error,
  })
}

function noFolder(resource: string, folder: string) {
  return configurationError({
    code: 'missing_migrations',
    message: `The migrations of "${resource}" are in "${folder}", which is not a folder.`,
    fix: `correct resources.${resource}.migrate`,
  })
}

function commandNotFound(resource: string, program: string, directory: string) {
  return configurationError({
    code: 'command_not_found',
    message: `The migration of "${resource}" starts with "${program}", which is not an executable program.`,
    evidence: [`looked in: ${directory}, its node_modules/.bin, and PATH`],
    fix: `install "${program}", or correct resources.${resource}.migrate`,
  })
}
