import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Where unpacked programs and prepared databases are kept between runs. */
export function cacheDirectory(...parts: string[]): string {
  const root =
    process.env['ASSAY_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'assay')
  return join(root, ...parts)
}

/**
 * Returns `directory`, made by `fill` if it does not exist yet. It appears under its name only
 * when it is whole; of several processes that fill it at once the first to finish wins.
 */
export async function cachedDirectory(
  directory: string,
  fill: (partial: string) => Promise<void>,
): Promise<string> {
  if (statSync(directory, { throwIfNoEntry: false }) !== undefined) return directory
  mkdirSync(dirname(directory), { recursive: true })
  const partial = `${directory}.partial-${randomBytes(4).toString('hex')}`
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
