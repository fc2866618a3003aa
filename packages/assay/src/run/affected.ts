import { relative } from 'node:path'
import type { Level } from '../model/level.ts'
import { scopeOf } from '../model/level.ts'
import type { System } from '../model/system.ts'
import { serviceOfFile } from '../model/test-owner.ts'

const NEVER_MATTERS = /\.(md|txt)$|(^|\/)(docs|\.git|\.assay)\//
const TEST_FILE = /\.(test|spec|load|states)\.\w+$/
const STATES_FILE = /\.states\.\w+$/

/** What a set of changed files can affect. */
export interface Affected {
  /** Whether a test file has to run. */
  includes(file: string, level: Level): boolean
  /** Whether a provider has to be verified against the pact in a file, or at an address. */
  includesPact(source: string, provider: string): boolean
}

/**
 * Decides which tests a change can affect. A change in a service affects its own tests, and from
 * the whole-system levels those of everything that depends on it; a file that belongs to no
 * service may be shared by all of them.
 */
export function affectedBy(files: readonly string[], system: System): Affected {
  const ownerOf = (file: string) => serviceOfFile(file, system.services.values(), system.directory)
  const ownersOf = (file: string) => servicesBeside(ownerOf(file), system)
  const changedPacts = new Set(files.filter((file) => isPact(file, system)))
  const relevant = files.filter((file) => !changedPacts.has(file) && isOfSystem(file, system))
  const changedTests = new Set(relevant.filter((file) => TEST_FILE.test(relative(system.directory, file))))
  const sources = relevant.filter((file) => !changedTests.has(file))
  const changed = new Set(sources.flatMap(ownersOf))
  const isShared = changed.has(undefined)
  const dependents = withDependents(changed, system)
  const statesOwners = new Set([...changedTests].filter((file) => STATES_FILE.test(file)).flatMap(ownersOf))
  return {
    includes(file, level) {
      if (changedTests.has(file) || isShared) return true
      const owner = ownerOf(file)
      const reach = scopeOf(level) === 'system' ? dependents : changed
      return owner === undefined ? changed.size > 0 && scopeOf(level) === 'system' : reach.has(owner)
    },
    includesPact(source, provider) {
      if (changedPacts.has(source) || isShared || changed.has(provider)) return true
      // States outside of every service may be those of any provider.
      return statesOwners.has(provider) || statesOwners.has(undefined)
    },
  }
}

/** Services may be outside of the folder of the system. */
function isOfSystem(file: string, { directory, services }: System): boolean {
  const folders = [directory, ...[...services.values()].map((service) => service.directory)]
  return (
    folders.some((folder) => file.startsWith(`${folder}/`)) && !NEVER_MATTERS.test(relative(directory, file))
  )
}

/** A service and those that are started from the same folder; nothing else for what belongs to none. */
function servicesBeside(owner: string | undefined, { services }: System): readonly (string | undefined)[] {
  if (owner === undefined) return [undefined]
  const folder = services.get(owner)?.directory
  return [...services.values()].filter(({ directory }) => directory === folder).map(({ name }) => name)
}

/** Wherever the folder of the pacts is, among the documents or outside of the system. */
function isPact(file: string, { contracts }: System): boolean {
  return file.endsWith('.json') && file.startsWith(`${contracts.pacts}/`)
}

function withDependents(
  changed: ReadonlySet<string | undefined>,
  system: System,
): ReadonlySet<string | undefined> {
  const reached = new Set(changed)
  for (let size = -1; size !== reached.size; ) {
    size = reached.size
    for (const { name, dependencies } of system.services.values()) {
      if (dependencies.some((dependency) => reached.has(dependency))) reached.add(name)
    }
  }
  return reached
}
