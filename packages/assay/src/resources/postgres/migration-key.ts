import { isAbsolute, resolve } from 'node:path'
import { contentFingerprint, TooManyFiles } from '../../base/fingerprint.ts'
import { stableHash } from '../../base/identifiers.ts'
import { configurationError } from '../../errors/assay-error.ts'
import type { Migration, MigrationCommand } from '../../model/resource.ts'

/** A command with its defaults filled in and absolute folders. */
export interface ResolvedCommand {
  readonly command: readonly [string, ...string[]]
  readonly directory: string
  readonly inputs: readonly string[]
}

/**
 * A hash of everything that decides what a migration makes: two runs with the same key get the
 * same database, so the second one gets a copy of the first one's.
 */
export function migrationKey(migration: Migration, systemDirectory: string): string {
  if (typeof migration === 'string') {
    return stableHash(['folder', fingerprint(resolve(systemDirectory, migration), ['.'])])
  }
  if (typeof migration === 'function') {
    return stableHash(['function', migration.toString(), fingerprint(systemDirectory, ['.'])])
  }
  const { command, directory, inputs } = resolveCommand(migration, systemDirectory)
  return stableHash(['command', ...command, fingerprint(directory, inputs)])
}

export function resolveCommand(
  migration: MigrationCommand | readonly [string, ...string[]],
  systemDirectory: string,
): ResolvedCommand {
  const options: MigrationCommand = isCommandLine(migration) ? { command: migration } : migration
  const folder = options.directory ?? '.'
  return {
    command: options.command,
    directory: isAbsolute(folder) ? folder : resolve(systemDirectory, folder),
    inputs: options.inputs ?? ['.'],
  }
}

function isCommandLine(
  migration: MigrationCommand | readonly [string, ...string[]],
): migration is readonly [string, ...string[]] {
  return Array.isArray(migration)
}

function fingerprint(directory: string, inputs: readonly string[]): string {
  try {
    return contentFingerprint(directory, inputs)
  } catch (error) {
    if (!(error instanceof TooManyFiles)) throw error
    throw configurationError({
      code: 'too_many_migration_inputs',
      message: `The migration in ${directory} depends on too many files to look at on every start.`,
      fix: "name what decides its result: migrate: { command, inputs: ['migrations'] }",
      cause: error,
    })
  }
}
