import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { randomHex } from '../../base/identifiers.ts'

const beingFilled = new Map<string, Promise<string>>()

/** Where unpacked programs and prepared databases are kept between runs. */
export function cacheDirectory(...parts: string[]): string {
  const root =
    process.env['ASSAY_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'assay')
  return join(root, ...parts)
}

/**
 * Returns `directory`, made by `fill` if it does not exist yet. It appears under its name only
 * when it is whole. Within a process it is filled once; of several processes that fill it at once
 * the first to finish wins. Its time of modification is that of its last use.
 */
export function cachedDirectory(
  directory: string,
  fill: (partial: string) => Promise<void>,
): Promise<string> {
  const known = beingFilled.get(directory)
  if (known !== undefined) return known
  const filling = fillOnce(directory, fill).finally(() => beingFilled.delete(directory))
  beingFilled.set(directory, filling)
  return filling
}

async function fillOnce(directory: string, fill: (partial: string) => Promise<void>): Promise<string> {
  if (statSync(directory, { throwIfNoEntry: false }) !== undefined) {
    markUsed(directory)
    return directory
  }
  mkdirSync(dirname(directory), { recursive: true })
  const partial = `${directory}.partial-${randomHex(4)}`
  mkdirSync(partial)
  try {
    await fill(partial)
    renameSync(partial, directory)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    const wasMadeMeanwhile = statSync(directory, { throwIfNoEntry: false }) !== undefined
    if (!wasMadeMeanwhile) throw error
  }
  return directory
}

/** Removes what {@link cachedDirectory} has kept in a folder and nobody has used for `days`. */
export function removeUnused(folder: string, days: number): void {
  const oldest = Date.now() - days * 24 * 60 * 60 * 1_000
  for (const name of readdirSync(folder)) {
    const directory = join(folder, name)
    const lastUse = statSync(directory, { throwIfNoEntry: false })?.mtimeMs
    if (lastUse !== undefined && lastUse < oldest) rmSync(directory, { recursive: true, force: true })
  }
}

function markUsed(directory: string): void {
  try {
    utimesSync(directory, new Date(), new Date())
  } catch {
    // A cache that cannot be written is not tidied either.
  }
}
