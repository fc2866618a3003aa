import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram } from '../../base/find-program.ts'
import { stableHash } from '../../base/identifiers.ts'
import { infrastructureError } from '../../errors/assay-error.ts'
import type { ResourceSpec } from '../../model/system.ts'
import { runProgram } from '../../processes/run-program.ts'
import { cacheDirectory, cachedDirectory, removeUnused } from '../providers/cache-directory.ts'
import { programKey } from '../providers/program-version.ts'
import type { StartContext } from '../resource-server.ts'
import { applyMigration } from './apply-migration.ts'
import { migrationKey } from './migration-key.ts'
import { createCluster, type PostgresPrograms, startPostgres } from './postgres-server.ts'

/** The migrated database that every other one is cloned from. */
export const TEMPLATE_DATABASE = 'assay_template'

const TAR_TIMEOUT_MS = 60_000
const DAYS_KEPT = 14
/** Part of every cache key: raise it when what a template holds changes. */
const TEMPLATE_FORMAT = '2'
const ARCHIVE = 'cluster.tar'

/**
 * Puts a cluster with the migrated template database into `directory`. It is made once per server
 * binary and migration, and kept as one archive, which is read at twice the speed of a thousand
 * files; `initdb` never runs twice for the same.
 */
export async function copyMigratedCluster(
  spec: ResourceSpec,
  directory: string,
  supply: PostgresPrograms,
  context: StartContext,
): Promise<void> {
  const binary = programKey(supply.paths['postgres']!)
  const scratch = `${directory}.template`
  const migration = spec.options.migrate
  const key = migration === undefined ? 'none' : migrationKey(migration, context.systemDirectory)
  const migrated = await cachedDirectory(templateDirectory(binary, key), async (partial) => {
    const empty = await cachedDirectory(templateDirectory(binary, 'empty'), async (partialEmpty) => {
      context.report('preparing an empty PostgreSQL cluster, once')
      await createCluster(scratch, supply)
      await pack(scratch, join(partialEmpty, ARCHIVE))
    })
    if (migration !== undefined) context.report('migrating')
    await unpack(join(empty, ARCHIVE), scratch)
    await migrateCluster(spec, scratch, supply, context)
    await pack(scratch, join(partial, ARCHIVE))
    removeUnused(dirname(partial), DAYS_KEPT)
  })
  await unpack(join(migrated, ARCHIVE), directory)
}

/** All of them lie side by side, so that those of a server that was replaced are found when they are old. */
function templateDirectory(...key: readonly string[]): string {
  return cacheDirectory('postgres', stableHash([TEMPLATE_FORMAT, ...key]))
}

async function migrateCluster(
  spec: ResourceSpec,
  cluster: string,
  supply: PostgresPrograms,
  context: StartContext,
): Promise<void> {
  const server = await startPostgres(`${spec.name}.template`, spec, cluster, supply, context)
  try {
    await server.admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`)
    const connection = server.connectionTo(TEMPLATE_DATABASE)
    if (spec.options.migrate !== undefined) {
      await applyMigration(spec.name, spec.options.migrate, connection, context)
    }
    await server.shutDown()
  } finally {
    await server.kill()
  }
}

/** Moves a directory into an archive. */
async function pack(directory: string, archive: string): Promise<void> {
  await tar(['-cf', archive, '-C', directory, '.'], archive)
  rmSync(directory, { recursive: true })
}

async function unpack(archive: string, directory: string): Promise<void> {
  mkdirSync(directory)
  await tar(['-xf', archive, '-C', directory], directory)
}

async function tar(args: readonly string[], target: string): Promise<void> {
  const made = await runProgram(findProgram('tar', '/')!, args, { timeoutMs: TAR_TIMEOUT_MS })
  if (made.code === 0) return
  throw infrastructureError({
    code: 'copy_failed',
    message: `The database template could not be copied to ${target}.`,
    evidence: made.errors.trim().split('\n').slice(-3),
    fix: 'free space there',
  })
}
