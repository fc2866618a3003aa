import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where benchmarks keep what they fetch and compile; nothing in it is needed by anything else. */
const CACHE = join(homedir(), '.cache', 'assay-benchmarks')

/**
 * A folder of the cache that is filled once. The name carries the version of what is in it. A
 * folder that was left half filled is made anew.
 */
export async function cachedFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name)
  const stamp = join(folder, '.complete')
  if (existsSync(stamp)) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await fill(folder)
  writeFileSync(stamp, '')
  return folder
}
