import fs from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { Kysely, PostgresDialect } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import pg from 'pg'
import { databaseVariables, readSettings } from './settings.ts'

/**
 * Migrates the database at DATABASE_URL as the command line says:
 * `latest` (or nothing) applies all that are pending, `up` the next one, `down` takes the last one back.
 */
export async function runMigrations(service: string, migrationFolder: string): Promise<void> {
  const { DATABASE_URL } = readSettings(`${service} migrations`, {
    DATABASE_URL: databaseVariables.DATABASE_URL,
  })
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 1 })
  await using database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const provider = new FileMigrationProvider({ fs, path, migrationFolder })
  const migrator = new Migrator({ db: database, provider })
  const { error, results = [] } = await migrate(migrator, process.argv[2] ?? 'latest')
  for (const { direction, migrationName, status } of results) {
    process.stdout.write(`${direction.toLowerCase()} ${migrationName}: ${status}\n`)
  }
  if (error) throw error
}

function migrate(migrator: Migrator, direction: string) {
  switch (direction) {
    case 'latest':
      return migrator.migrateToLatest()
    case 'up':
      return migrator.migrateUp()
    case 'down':
      return migrator.migrateDown()
    default:
      throw new Error(`Unknown direction "${direction}": use latest, up or down.`)
  }
}
