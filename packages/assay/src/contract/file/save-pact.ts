import { join } from 'node:path'
import type { Pact } from '../model/pact.ts'
import { type MergeMode, mergePacts } from './merge-pacts.ts'
import { pactFileName } from './read-pact-file.ts'
import { updatePactFile } from './update-pact-file.ts'

/**
 * Writes a pact into its file in a folder, and makes both if need be. Tests that run in several
 * processes may save at the same time: each finds what the others have saved.
 *
 * @returns the file
 * @throws AssayError `invalid_pact`, `pact_conflict`, `pact_locked` or `pact_not_writable`
 * @example
 * await savePact(pact, 'pacts') // 'pacts/web-products.json'
 */
export async function savePact(pact: Pact, folder: string, mode: MergeMode = 'merge'): Promise<string> {
  const file = join(folder, pactFileName(pact))
  await updatePactFile(file, (existing) => ({
    kind: 'write',
    pact: existing === undefined ? pact : mergePacts(existing, pact, mode),
  }))
  return file
}
