import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { cachedFolder } from './cache.ts'

const INSTALL_TIMEOUT_MS = 600_000

/**
 * Installs a package into the user's cache, for it is compared with and not depended on. Gives the
 * folder that holds its `node_modules`.
 */
export function installNpmPackage(name: string, version: string): Promise<string> {
  return cachedFolder(`${name}-${version}`, async (folder) => {
    const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const options = { cwd: folder, timeout: INSTALL_TIMEOUT_MS }
    await promisify(execFile)('npm', ['install', ...flags, `${name}@${version}`], options)
  })
}
