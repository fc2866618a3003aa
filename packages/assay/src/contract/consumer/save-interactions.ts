import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomHex } from '../../base/identifiers.ts'
import { AssayError, infrastructureError, messageOf } from '../../errors/assay-error.ts'
import { lockFile } from '../file/file-lock.ts'
import { MAX_PACT_BYTES, tooLarge } from '../file/pact-text.ts'
import { pactFileName, readPactFile } from '../file/save-pact.ts'
import { writePact } from '../file/write-pact.ts'
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
  const file = join(destination.folder, pactFileName(destination))
  try {
    if (tested.length === 0 && !existsSync(file)) return
    await mkdir(destination.folder, { recursive: true })
    await using _lock = await lockFile(file)
    const existing = await existingPact(file, destination)
    const pact = joinInteractions(existing, tested, testFile)
    const isOther = tested.length > 0 || !isSame(existing.interactions, pact.interactions)
    // What is left is no pact any more, and would only puzzle whoever verifies it.
    if (isOther && pact.interactions.length === 0) await rm(file)
    else if (isOther) await replaceFile(file, textOf(pact, file, destination))
  } catch (cause) {
    if (cause instanceof AssayError) throw cause
    throw infrastructureError({
      code: 'pact_not_writable',
      message: `The pact ${file} could not be written: ${messageOf(cause)}.`,
      fix: 'make the folder writable, or choose another one: pact({ folder })',
      cause,
    })
  }
}

async function existingPact(
  file: string,
  { consumer, provider, specification }: PactDestination,
): Promise<Pact> {
  try {
    const { pact } = await readPactFile(file)
    return { ...pact, consumer, provider }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return { consumer, provider, interactions: [], specification, metadata: {}, others: {} }
  }
}

function isSame(before: readonly Interaction[], after: readonly Interaction[]): boolean {
  const kept = new Set(before)
  return before.length === after.length && after.every((interaction) => kept.has(interaction))
}

/** @throws AssayError `invalid_pact` for one that could not be read again */
function textOf(pact: Pact, file: string, { specification }: PactDestination): string {
  const text = writePact(pact, specification)
  const sizeBytes = Buffer.byteLength(text)
  if (sizeBytes > MAX_PACT_BYTES) throw tooLarge(file, sizeBytes)
  return text
}

/** Beside it first, so that nobody sees half a file, and only when it says something else. */
async function replaceFile(file: string, text: string): Promise<void> {
  if (existsSync(file) && (await readFile(file, 'utf8')) === text) return
  const beside = `${file}.${randomHex(6)}.new`
  try {
    await writeFile(beside, text)
    await rename(beside, file)
  } finally {
    await rm(beside, { force: true })
  }
}
