import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '../../base/find-program.ts'
import { findDebianTree, libraryPathOf } from './debian.ts'
import { versionOf } from './program-version.ts'
import type { Candidate, Missing, Provider, Supply } from './provider.ts'

/** A resource whose server is a single program. */
export interface SingleProgram {
  /** Name of the program, such as `redis-server`. */
  readonly program: string
  /** Debian package that holds it, and its path there. */
  readonly debianPackage: string
  readonly debianPath: string
  readonly versionPattern: RegExp
}

/** The program as installed on this machine. */
export function localProgram(single: SingleProgram): Provider {
  return {
    name: 'local',
    async find({ directory }): Promise<Candidate | Missing> {
      const path = findProgram(single.program, directory)
      if (path === undefined) {
        return { provider: 'local', reason: `no "${single.program}" on PATH`, fix: undefined }
      }
      const version = await versionOf(path, single.versionPattern)
      if (version === undefined) {
        return { provider: 'local', reason: `${path} does not tell its version`, fix: undefined }
      }
      const supply: Supply = { form: 'programs', paths: { [single.program]: path } }
      return {
        provider: 'local',
        version,
        source: path,
        needsDownload: false,
        prepare: () => Promise.resolve(supply),
      }
    },
  }
}

/** The program from the distribution's package, unpacked into the user's cache. */
export function debianProgram(single: SingleProgram): Provider {
  return {
    name: 'debian',
    async find(): Promise<Candidate | Missing> {
      const tree = await findDebianTree(single.debianPackage)
      if (typeof tree === 'string') {
        return { provider: 'debian', reason: tree, fix: `install "${single.program}"` }
      }
      return {
        provider: 'debian',
        version: tree.version,
        source: `Debian package ${single.debianPackage}, unpacked`,
        needsDownload: !tree.isUnpacked,
        prepare: async (report) => {
          const root = await tree.unpack(report)
          const libraryPath = existsSync(join(root, 'usr', 'lib')) ? libraryPathOf(root) : undefined
          return {
            form: 'programs',
            paths: { [single.program]: join(root, single.debianPath) },
            ...(libraryPath === undefined ? {} : { libraryPath }),
          }
        },
      }
    },
  }
}
