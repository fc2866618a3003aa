import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const SKIPPED = new Set(['node_modules', '.git', '.assay', 'dist', 'coverage'])
const MAX_FILES = 20_000

/** The folder holds more files than can be looked at on every start. */
export class TooManyFiles extends Error {
  override readonly name = 'TooManyFiles'
}

/**
 * A hash of the names and contents of files and folders below `root`. Installed packages,
 * build output and version control are left out.
 *
 * @throws TooManyFiles above 20 000 files.
 */
export function contentFingerprint(root: string, paths: readonly string[] = ['.']): string {
  const hash = createHash('sha256')
  for (const file of filesBelow(root, paths)) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

/**
 * A hash of names, sizes and times of change, cheap enough for every run. Files whose path
 * relative to `root` matches `ignored` are left out.
 */
export function metadataFingerprint(root: string, ignored: RegExp): string {
  const hash = createHash('sha256')
  for (const file of filesBelow(root, ['.'])) {
    if (ignored.test(relative(root, file))) continue
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\0`)
  }
  return hash.digest('hex').slice(0, 16)
}

function filesBelow(root: string, paths: readonly string[]): string[] {
  const files: string[] = []
  const visit = (path: string) => {
    if (files.length > MAX_FILES) throw new TooManyFiles(`more than ${MAX_FILES} files below ${root}`)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isFile() === true) files.push(path)
    if (stat?.isDirectory() !== true) return
    for (const entry of readdirSync(path).sort()) if (!SKIPPED.has(entry)) visit(join(path, entry))
  }
  for (const path of paths) visit(join(root, path))
  return files
}
