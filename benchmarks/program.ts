import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { cachedFolder } from './cache.ts'

const DOWNLOAD_TIMEOUT_MS = 60_000
const run = promisify(execFile)

/** A program to compare with: where it is, and the variables it needs if it was not installed. */
export interface Program {
  readonly path: string
  readonly environment: NodeJS.ProcessEnv
}

/** The file that a command stands for, as a shell would find it. */
export function findOnPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
}

/** Finds a program on `PATH`, or unpacks the distribution's packages of it into the user's cache. */
export async function debianProgram(name: string, packages: readonly string[]): Promise<Program> {
  const installed = findOnPath(name)
  if (installed !== undefined) return { path: installed, environment: {} }
  const folder = await cachedFolder(`debian-${name}`, (folder) => unpackPackages(folder, packages))
  const libraries = globSync(join(folder, 'usr', 'lib', '*-linux-*')).join(delimiter)
  return {
    path: join(folder, 'usr', 'bin', name),
    environment: libraries === '' ? {} : { LD_LIBRARY_PATH: libraries },
  }
}

async function unpackPackages(folder: string, packages: readonly string[]): Promise<void> {
  const options = { cwd: folder, timeout: DOWNLOAD_TIMEOUT_MS }
  await run('apt-get', ['download', ...packages], options)
  for (const file of globSync('*.deb', { cwd: folder })) await run('dpkg-deb', ['-x', file, '.'], options)
}
