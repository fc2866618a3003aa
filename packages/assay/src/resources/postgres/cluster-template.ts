import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '../../base/find-program.ts'
import { stableHash } from '../../base/identifiers.ts'
import { infrastructureError } from '../../errors/assay-error.ts'
import type { ResourceSpec } from '../../model/system.ts'
import { runProgram } from '../../processes/run-program.ts'
import { cacheDirectory, cachedDirectory } from '../providers/cache-directory.ts'
import type { StartContext } from '../resource-server.ts'
import { applyMigration } from './apply-migration.ts'
import { connectPostgres } from './connect-postgres.ts'
import { migrationKey } from './migration-key.ts'
import { createCluster, type PostgresPrograms, startPostgres } from './postgres-server.ts'

/** The migrated database that every other one is cloned from. */
export const TEMPLATE_DATABASE = 'assay_template'

const COPY_TIMEOUT_MS = 60_000
/** Part of every cache key: raise it when what a template holds changes. */
const TEMPLATE_FORMAT = '1'

/**
 * Copies a cluster with the migrated template database to `directory`. The cluster is made once
 * per server binary and migration, and kept; `initdb` never runs twice for the same.
 */
export async function copyMigratedCluster(
  spec: ResourceSpec,
  directory: string,
  supply: PostgresPrograms,
  context: StartContext,
): Promise<void> {
  const binary = binaryKey(supply.paths['postgres']!)
  const empty = await cachedDirectory(cacheDirectory('postgres', binary, 'empty'), async (partial) => {
    context.report('preparing an empty PostgreSQL cluster, once')
    await createCluster(join(partial, 'cluster'), supply)
  })
  const migration = spec.options.migrate
  const key = migration === undefined ? 'none' : migrationKey(migration, context.systemDirectory)
  const migrated = await cachedDirectory(cacheDirectory('postgres', binary, key), async (partial) => {
    if (migration !== undefined) context.report('migrating')
    const scratch = `${directory}.template`
    await copyCluster(join(empty, 'cluster'), scratch)
    await migrateCluster(spec, scratch, supply, context)
    await copyCluster(scratch, join(partial, 'cluster'))
    rmSync(scratch, { recursive: true })
  })
  await copyCluster(join(migrated, 'cluster'), directory)
}

async function migrateCluster(
  spec: ResourceSpec,
  cluster: string,
  supply: PostgresPrograms,
  context: StartContext,
): Promise<void> {
  const server = await startPostgres(`${spec.name}.template`, spec, cluster, supply, context)
  try {
    const admin = await connectPostgres(server.connectionTo('postgres').url)
    await admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`)
    await admin.end()
    const connection = server.connectionTo(TEMPLATE_DATABASE)
    if (spec.options.migrate !== undefined) {
      await applyMigration(spec.name, spec.options.migrate, connection, context)
    }
    await server.shutDown()
  } finally {
    await server.kill()
  }
}

/** The binary is named by its path, size and age: an update of it makes new templates. */
function binaryKey(program: string): string {
  const { size, mtimeMs } = statSync(program)
  return stableHash([TEMPLATE_FORMAT, program, String(size), String(mtimeMs)])
}

/** `cp` keeps modes, shares blocks where the file system can, and is faster than a loop here. */
async function copyCluster(from: string, to: string): Promise<void> {
  const cp = findProgram('cp', '/')!
  const copied = await runProgram(cp, ['-a', from, to], { timeoutMs: COPY_TIMEOUT_MS })
  if (copied.code === 0) return
  throw infrastructureError({
    code: 'copy_failed',
    message: `The database template could not be copied to ${to}.`,
    evidence: copied.errors.trim().split('\n').slice(-3),
    fix: 'free space there',
  })
}
