import { join, resolve } from 'node:path'
import { findConfigFile, loadSystem } from '../../model/load-system.ts'
import type { System } from '../../model/system.ts'

/** Where a command looks for the definition, which need not be there. */
export interface DirectoryFlags {
  readonly directory: string
}

/** The definition near a folder, if there is one. */
export async function systemNear({ directory }: DirectoryFlags): Promise<System | undefined> {
  return findConfigFile(resolve(directory)) === undefined ? undefined : await loadSystem(directory)
}

/** The folder of the pacts when nobody names one. */
export async function pactsFolder(flags: DirectoryFlags): Promise<string> {
  return (await systemNear(flags))?.contracts.pacts ?? join(flags.directory, 'pacts')
}
