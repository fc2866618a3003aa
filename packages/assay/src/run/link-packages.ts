import { lstatSync, mkdirSync, readdirSync, readlinkSync, realpathSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const MODULES = 'node_modules'
const PACKAGE_FOLDERS_DEPTH = 4

/** Gives each folder of a checkout the installed packages that its counterpart has. */
export function linkPackages(from: string, to: string, depth = PACKAGE_FOLDERS_DEPTH): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.name === MODULES && entry.isSymbolicLink()) symlinkSync(realpathSync(source), target)
    if (!entry.isDirectory() || entry.name === '.git') continue
    if (entry.name === MODULES) linkEntries(source, target)
    else if (depth > 0 && isDirectory(target)) linkPackages(source, target, depth - 1)
  }
}

/**
 * Links to packages of the repository are relative, so that copied as they are they lead to the
 * checkout's own; everything else is linked to where it is.
 */
function linkEntries(source: string, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
    else if (entry.isDirectory() && (entry.name.startsWith('@') || entry.name === '.bin'))
      linkEntries(from, to)
    else symlinkSync(from, to)
  }
}

function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
