import { randomHex, stableHash } from '../base/identifiers.ts'
import { packageVersion } from '../base/package-version.ts'
import type { RunStart } from '../results/results-store.ts'
import type { RunOptions } from './run-options.ts'
import { sourceState } from './source-state.ts'

/** What can be said about a run before it has done anything. */
export async function startOf(
  id: string,
  options: Pick<RunOptions, 'system' | 'selection' | 'seed'>,
): Promise<RunStart> {
  const { system, selection, seed } = options
  const versions = {
    assay: packageVersion(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  }
  const resources = [...system.resources.values()].map(
    ({ name, kind, options: wanted }) => `${name} ${kind} ${wanted.version ?? 'any'}`,
  )
  return {
    id,
    system: system.name,
    startedAt: Date.now(),
    source: await sourceState(system.directory),
    environmentHash: stableHash([...Object.values(versions), ...resources]),
    versions,
    seed: seed ?? randomHex(4),
    selection,
  }
}
