import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pactFileName } from '../file/read-pact-file.ts'
import { type PactUpdate, updatePactFile } from '../file/update-pact-file.ts'
import type { Interaction, Pact } from '../model/pact.ts'
import { joinInteractions, type TestedInteraction, type TestFile } from './join-interactions.ts'
import type { PactDestination } from './test-interactions.ts'

/**
 * Writes what the tests of a file have shown into the file of the pact: once, however many tests
 * there are. Workers that write at the same time wait for each other.
 *
 * @throws AssayError `invalid_pact`, `pact_conflict`, `pact_needs_newer_specification`, `pact_locked`
 * or `pact_not_writable`
 */
export async function saveInteractions(
  destination: PactDestination,
  tested: readonly TestedInteraction[],
  testFile: TestFile,
): Promise<void> {
  const { folder, consumer, provider, specification } = destination
  const file = join(folder, pactFileName(destination))
  if (tested.length === 0 && !existsSync(file)) return
  await updatePactFile(file, (existing): PactUpdate => {
    const before: Pact =
      existing === undefined
        ? { consumer, provider, interactions: [], specification, metadata: {}, others: {} }
        : { ...existing, consumer, provider }
    const pact = joinInteractions(before, tested, testFile)
    if (tested.length === 0 && isSame(before.interactions, pact.interactions)) return { kind: 'keep' }
    // What is left is no pact any more, and would only puzzle whoever verifies it.
    return pact.interactions.length === 0 ? { kind: 'remove' } : { kind: 'write', pact, specification }
  })
}

function isSame(before: readonly Interaction[], after: readonly Interaction[]): boolean {
  const kept = new Set(before)
  return before.length === after.length && after.every((interaction) => kept.has(interaction))
}
