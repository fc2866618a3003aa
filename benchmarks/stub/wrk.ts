import { execFile } from 'node:child_process'
import { existsSync, globSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const CACHE = join(homedir(), '.cache', 'assay-benchmarks')
const PACKAGES = ['wrk', 'libluajit-5.1-2']
const DOWNLOAD_TIMEOUT_MS = 60_000

/** The load generator: where it is, and where its libraries are if it was unpacked and not installed. */
export interface Wrk {
  readonly program: string
  readonly libraries: string | undefined
}

/** What one run of the load saw. */
export interface Load {
  readonly requests: number
  readonly requestsPerSecond: number
}

/** Finds wrk on `PATH`, or fetches the distribution's package and unpacks it into the user's cache. */
export async function findWrk(): Promise<Wrk> {
  const installed = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'wrk'))
    .find((file) => existsSync(file))
  if (installed !== undefined) return { program: installed, libraries: undefined }
  const folder = join(CACHE, 'wrk')
  const program = join(folder, 'usr', 'bin', 'wrk')
  if (!existsSync(program)) await unpackPackages(folder)
  const [library] = globSync(join(folder, 'usr', 'lib', '*', 'libluajit-5.1.so.2'))
  return { program, libraries: library === undefined ? undefined : dirname(library) }
}

async function unpackPackages(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const options = { cwd: folder, timeout: DOWNLOAD_TIMEOUT_MS }
  await run('apt-get', ['download', ...PACKAGES], options)
  for (const file of globSync('*.deb', { cwd: folder })) await run('dpkg-deb', ['-x', file, '.'], options)
}

/** Loads a server for a while with requests for all of its routes in turn. */
export async function load(wrk: Wrk, url: string, seconds: number): Promise<Load> {
  const script = join(import.meta.dirname, 'routes.lua')
  const argv = ['--threads', '1', '--connections', '16', '--duration', `${seconds}s`, '--script', script, url]
  const env = { ...process.env, LD_LIBRARY_PATH: wrk.libraries ?? process.env['LD_LIBRARY_PATH'] }
  const { stdout } = await run(wrk.program, argv, { env, timeout: (seconds + 10) * 1_000 })
  const requests = /(\d+) requests in/.exec(stdout)?.[1]
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]
  const isClean = !/Non-2xx|Socket errors/.test(stdout)
  if (requests === undefined || rate === undefined || !isClean) throw new Error(`the load failed:\n${stdout}`)
  return { requests: Number(requests), requestsPerSecond: Number(rate) }
}
