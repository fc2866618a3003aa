import { randomHex, stableHash } from '../base/identifiers.ts'
import { packageVersion } from '../base/package-version.ts'
import type { System } from '../model/system.ts'
import type { RunStart } from '../results/results-store.ts'
import type { RunOptions } from './run-options.ts'
import { sourceState } from './source-state.ts'

/** What can be said about a run before it has done anything. */
export async function startOf(
  id: string,
  options: Pick<RunOptions, 'system' | 'selection' | 'seed'>,
): Promise<RunStart> {
  const { system, selection, seed } = options
  const versions = versionsHere()
  return {
    id,
    system: system.name,
    startedAt: Date.now(),
    source: await sourceState(system.directory),
    environmentHash: environmentHashOf(system),
    versions,
    seed: seed ?? randomHex(4),
    selection,
  }
}

/** The same as long as runs can be compared: versions, platform and resources. */
export function environmentHashOf(system: System): string {
  const resources = [...system.resources.values()].map(
    ({ name, kind, options: wanted }) => `${name} ${kind} ${wanted.version ?? 'any'}`,
  )
  return stableHash([...Object.values(versionsHere()), ...resources])
}

function versionsHere(): Readonly<Record<string, string>> {
  return {
    assay: packageVersion(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  }
}
