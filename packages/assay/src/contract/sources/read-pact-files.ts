import { glob, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AssayError, configurationError, messageOf } from '../../errors/assay-error.ts'
import { readPactFile } from '../file/read-pact-file.ts'
import type { SourcedPact } from './sourced-pact.ts'

/**
 * Reads pacts from files and folders; of a folder, every `.json` in it, in the order of their names.
 * A path with `*`, `?` or `[` that is none itself is a pattern.
 *
 * @throws AssayError `pact_not_found` for a path without a pact, `invalid_pact` for a file that is none, or
 * that nobody may read
 * @example
 * const pacts = await readPactFiles(['pacts', '../web/pacts/web-products.json'])
 */
export async function readPactFiles(paths: readonly string[]): Promise<readonly SourcedPact[]> {
  const files = new Set((await Promise.all(paths.map(pactFilesAt))).flat())
  const pacts: SourcedPact[] = []
  // One after the other: a folder of large pacts does not have to be in memory as text at once.
  for (const file of files) pacts.push(await readOne(file))
  return pacts
}

/** The pacts that are for a provider; all of them when no provider is named. */
export function pactsFor(
  pacts: readonly SourcedPact[],
  provider: string | undefined,
): readonly SourcedPact[] {
  return provider === undefined ? pacts : pacts.filter(({ pact }) => pact.provider === provider)
}

async function readOne(file: string): Promise<SourcedPact> {
  try {
    const { pact, warnings } = await readPactFile(file)
    return { pact, source: file, warnings, isPending: false, notices: [] }
  } catch (cause) {
    throw cause instanceof AssayError ? cause : notReadable(file, cause)
  }
}

/**
 * The files of pacts at a path: itself, or, of a folder, every `.json` in it, in the order of their names.
 * Of a pattern, those of all files and folders that match.
 *
 * @throws AssayError `pact_not_found`
 */
export async function pactFilesAt(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort()
    if (names.length > 0) return names.map((name) => join(path, name))
  } catch (cause) {
    const matching = /[*?[]/.test(path) ? await Array.fromAsync(glob(path)) : []
    if (matching.length > 0) return (await Promise.all(matching.sort().map(pactFilesAt))).flat()
    throw notFound(path, messageOf(cause), cause)
  }
  throw notFound(path, 'no file in it ends with .json')
}

function notReadable(file: string, cause: unknown): AssayError {
  return configurationError({
    code: 'invalid_pact',
    message: `The pact ${file} cannot be read: ${messageOf(cause)}.`,
    fix: 'make it a file that you may read, or correct the path',
    cause,
  })
}

function notFound(path: string, reason: string, cause?: unknown): AssayError {
  return configurationError({
    code: 'pact_not_found',
    message: `There are no pacts at ${path}: ${reason}.`,
    fix: "run the consumers' tests, which write them, or correct the path",
    cause,
  })
}
