import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomHex } from '../../base/identifiers.ts'
import { AssayError, infrastructureError, messageOf } from '../../errors/assay-error.ts'
import type { Pact } from '../model/pact.ts'
import { lockFile } from './file-lock.ts'
import { type MergeMode, mergePacts } from './merge-pacts.ts'
import { MAX_PACT_BYTES, tooLarge } from './pact-text.ts'
import { type ReadPact, readPact } from './read-pact.ts'
import { writePact } from './write-pact.ts'

/** `overwrite` forgets what is in the file. */
export type SaveMode = MergeMode | 'overwrite'

/**
 * Writes a pact into its file in a folder, and makes both if need be. Tests that run in several
 * processes may save at the same time: each finds what the others have saved. Whoever reads the file
 * sees a whole one.
 *
 * @returns the file
 * @throws AssayError `invalid_pact`, `pact_conflict`, `pact_locked` or `pact_not_writable`
 * @example
 * await savePact(pact, 'pacts') // 'pacts/web-products.json'
 */
export async function savePact(pact: Pact, folder: string, mode: SaveMode = 'merge'): Promise<string> {
  const file = join(folder, pactFileName(pact))
  try {
    await mkdir(folder, { recursive: true })
    await using _lock = await lockFile(file)
    const existing = mode === 'overwrite' ? undefined : await readIfThere(file)
    const isNew = existing === undefined || mode === 'overwrite'
    await replaceFile(file, writePact(isNew ? pact : mergePacts(existing.pact, pact, mode)))
    return file
  } catch (cause) {
    if (cause instanceof AssayError) throw cause
    throw infrastructureError({
      code: 'pact_not_writable',
      message: `The pact ${file} could not be written: ${messageOf(cause)}.`,
      fix: 'make the folder writable, or choose another one',
      cause,
    })
  }
}

/** `<consumer>-<provider>.json`; what a file name cannot have becomes `_`. */
export function pactFileName({ consumer, provider }: Pick<Pact, 'consumer' | 'provider'>): string {
  return `${`${consumer}-${provider}`.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '_')}.json`
}

/**
 * Reads a pact from a file.
 *
 * @throws AssayError `invalid_pact`; the error of the file system when there is none
 */
export async function readPactFile(file: string): Promise<ReadPact> {
  const { size } = await stat(file)
  if (size > MAX_PACT_BYTES) throw tooLarge(file, size)
  return readPact(await readFile(file), file)
}

async function readIfThere(file: string): Promise<ReadPact | undefined> {
  try {
    return await readPactFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Beside it first, so that nobody sees half a file, even when this process is killed. */
async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomHex(6)}.new`
  try {
    await writeFile(beside, text)
    await rename(beside, file)
  } finally {
    await rm(beside, { force: true })
  }
}
