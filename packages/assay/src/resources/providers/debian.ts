import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '../../base/find-program.ts'
import { infrastructureError } from '../../errors/assay-error.ts'
import { type ProgramResult, runProgram } from '../../processes/run-program.ts'
import { cacheDirectory, cachedDirectory } from './cache-directory.ts'

const APT_TIMEOUT_MS = 300_000
const MANIFEST = 'assay-manifest.json'

/** A package of the distribution and what else has to be unpacked for it to work. */
interface DebianPackages {
  /** Upstream version of the package asked for, without epoch and Debian revision. */
  readonly version: string
  /** `name=version` of each package. */
  readonly packages: readonly string[]
}

/** A tree that was, or can be, unpacked into the user's cache. */
export interface DebianTree {
  readonly version: string
  readonly isUnpacked: boolean
  /** Fetches and unpacks what is missing; returns the tree's root folder. */
  unpack(report: (step: string) => void): Promise<string>
}

/**
 * Finds a package of the distribution that can be used without installing it: apt says what it
 * would install on this machine, and that is unpacked. It needs no rights. Answers with the
 * reason when there is none.
 */
export async function findDebianTree(name: string): Promise<DebianTree | string> {
  const directory = cacheDirectory('debian', name)
  const unpacked = readManifest(directory)
  if (unpacked !== undefined) {
    return { version: unpacked.version, isUnpacked: true, unpack: () => Promise.resolve(directory) }
  }
  const isDebian = findProgram('apt-get', '/') !== undefined && findProgram('dpkg-deb', '/') !== undefined
  if (!isDebian) return 'this is not a Debian or Ubuntu machine'
  for (const lists of [machineLists, privateLists]) {
    const aptOptions = await lists()
    const found = await simulate(name, aptOptions)
    if (found !== undefined) {
      const unpack = (report: (step: string) => void) => {
        report(`fetching ${name} and ${found.packages.length - 1} packages it needs, once`)
        return unpackPackages(directory, found, aptOptions)
      }
      return { version: found.version, isUnpacked: false, unpack }
    }
  }
  return `the distribution has no package "${name}" to unpack`
}

/** The folder of an unpacked tree that holds its shared libraries, such as `usr/lib/x86_64-linux-gnu`. */
export function libraryPathOf(root: string): string | undefined {
  const libraries = join(root, 'usr', 'lib')
  const triplet = readdirSync(libraries).find((entry) => entry.includes('-linux-gnu'))
  return triplet === undefined ? undefined : join(libraries, triplet)
}

function readManifest(directory: string): DebianPackages | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')) as DebianPackages
  } catch {
    // Not unpacked yet.
    return undefined
  }
}

function unpackPackages(
  directory: string,
  found: DebianPackages,
  aptOptions: readonly string[],
): Promise<string> {
  return cachedDirectory(directory, async (partial) => {
    const downloads = join(partial, 'downloads')
    mkdirSync(downloads)
    const download = await apt(['download', ...aptOptions, ...found.packages], downloads)
    if (download.code !== 0) throw downloadFailed(directory, download)
    for (const file of readdirSync(downloads)) {
      const options = { timeoutMs: APT_TIMEOUT_MS }
      const unpacked = await runProgram('dpkg-deb', ['-x', join(downloads, file), partial], options)
      if (unpacked.code !== 0) throw downloadFailed(directory, unpacked)
    }
    rmSync(downloads, { recursive: true })
    writeFileSync(join(partial, MANIFEST), JSON.stringify(found))
  })
}

async function simulate(name: string, aptOptions: readonly string[]): Promise<DebianPackages | undefined> {
  const shown = await apt(['--simulate', '--no-install-recommends', ...aptOptions, 'install', name])
  const lines = [...shown.output.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+) /gm)]
  const version = lines.find(([, packageName]) => packageName === name)?.[2]
  if (shown.code !== 0 || version === undefined) return undefined
  const packages = lines.map(([, packageName, packageVersion]) => `${packageName}=${packageVersion}`)
  return { version: upstreamVersion(version), packages }
}

/** `5:7.0.15-1~deb12u10` is 7.0.15 (Debian Policy 5.6.12: epoch, upstream version, revision). */
function upstreamVersion(version: string): string {
  return version.replace(/^\d+:/, '').replace(/[-+~].*$/, '')
}

function machineLists(): Promise<readonly string[]> {
  return Promise.resolve([])
}

/** A machine without package lists gets its own in the user's cache, which needs no rights. */
async function privateLists(): Promise<readonly string[]> {
  const state = cacheDirectory('apt')
  for (const folder of ['lists/partial', 'archives/partial'])
    mkdirSync(join(state, folder), { recursive: true })
  const aptOptions = ['-o', `Dir::State::lists=${join(state, 'lists')}`, '-o', `Dir::Cache=${state}`]
  await apt(['update', ...aptOptions])
  return aptOptions
}

function apt(args: readonly string[], directory?: string): Promise<ProgramResult> {
  return runProgram('apt-get', args, {
    ...(directory === undefined ? {} : { directory }),
    environment: { ...process.env, LC_ALL: 'C' },
    timeoutMs: APT_TIMEOUT_MS,
  })
}

function downloadFailed(directory: string, result: ProgramResult) {
  const name = directory.split('/').at(-1)
  return infrastructureError({
    code: 'download_failed',
    message: `The Debian package "${name}" could not be fetched and unpacked.`,
    evidence: result.errors.trim().split('\n').slice(-5),
    fix: `check the network and the disk, or install it: apt-get install ${name}`,
  })
}
