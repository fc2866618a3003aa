import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { randomHex } from '../../base/identifiers.ts'
import { AssayError, infrastructureError, messageOf } from '../../errors/assay-error.ts'
import type { Pact, PactSpecification } from '../model/pact.ts'
import { lockFile } from './file-lock.ts'
import { MAX_PACT_BYTES, tooLarge } from './pact-text.ts'
import { readPactFile } from './read-pact-file.ts'
import { writePact } from './write-pact.ts'

/** What becomes of a pact file. */
export type PactUpdate =
  | { readonly kind: 'keep' | 'remove' }
  | { readonly kind: 'write'; readonly pact: Pact; readonly specification?: PactSpecification }

/**
 * Changes a pact file, and makes it and its folder if need be. Of several processes one does so at a
 * time, and each finds what the others have written; whoever reads the file sees a whole one. A file
 * that says the same already is not touched.
 *
 * @param update gets what is in the file, or nothing when there is none
 * @throws AssayError `invalid_pact`, also for one that could not be read again, `pact_locked` or
 * `pact_not_writable`; what `update` throws
 */
export async function updatePactFile(
  file: string,
  update: (existing: Pact | undefined) => PactUpdate,
): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await using _lock = await lockFile(file)
    const change = update(await readIfThere(file))
    if (change.kind === 'remove') await rm(file, { force: true })
    else if (change.kind === 'write') await replaceFile(file, writePact(change.pact, change.specification))
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

async function readIfThere(file: string): Promise<Pact | undefined> {
  const read = await orNothing(readPactFile(file))
  return read?.pact
}

/** Beside it first, so that nobody sees half a file, even when this process is killed. */
async function replaceFile(file: string, text: string): Promise<void> {
  const sizeBytes = Buffer.byteLength(text)
  if (sizeBytes > MAX_PACT_BYTES) throw tooLarge(file, sizeBytes)
  if ((await orNothing(readFile(file, 'utf8'))) === text) return
  const beside = `${file}.${randomHex(6)}.new`
  try {
    await writeFile(beside, text)
    await rename(beside, file)
  } finally {
    await rm(beside, { force: true })
  }
}

async function orNothing<Content>(reading: Promise<Content>): Promise<Content | undefined> {
  try {
    return await reading
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
