import { readFile, stat } from 'node:fs/promises'
import type { Pact } from '../model/pact.ts'
import { MAX_PACT_BYTES, tooLarge } from './pact-text.ts'
import { type ReadPact, readPact } from './read-pact.ts'

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

/** `<consumer>-<provider>.json`; what a file name cannot have becomes `_`. */
export function pactFileName({ consumer, provider }: Pick<Pact, 'consumer' | 'provider'>): string {
  return `${`${consumer}-${provider}`.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '_')}.json`
}
