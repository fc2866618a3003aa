import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CACHE } from './wrk.ts'

const VERSION = '4.6.5'
const INSTALL_TIMEOUT_MS = 120_000

/** Installs mockttp into the user's cache, for it is compared with and not depended on; gives the folder. */
export async function installMockttp(): Promise<string> {
  const folder = join(CACHE, 'node')
  if (existsSync(join(folder, 'node_modules', 'mockttp'))) return folder
  mkdirSync(folder, { recursive: true })
  const argv = ['install', '--prefix', folder, '--no-audit', '--no-fund', `mockttp@${VERSION}`]
  await promisify(execFile)('npm', argv, { timeout: INSTALL_TIMEOUT_MS })
  return folder
}
