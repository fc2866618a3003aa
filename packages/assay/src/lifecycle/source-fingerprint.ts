import { metadataFingerprint } from '../base/fingerprint.ts'
import { stableHash } from '../base/identifiers.ts'
import type { System } from '../model/system.ts'

/** What can change without changing how a service behaves. */
const NOT_PART_OF_A_SERVICE = /(^|\/)(tests?|__tests__|docs)\/|\.(test|spec)\.\w+$|\.md$/

/**
 * Changes whenever a source file of a service does. An environment that was started before the
 * change is not handed out after it: its processes still run the old code.
 */
export function sourceFingerprint(system: System): string {
  const outside = [...system.services.values()]
    .map(({ directory }) => directory)
    .filter((directory) => !directory.startsWith(system.directory))
  const roots = [system.directory, ...new Set(outside)]
  return stableHash(roots.map((root) => metadataFingerprint(root, NOT_PART_OF_A_SERVICE)))
}
