import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram } from '../../base/find-program.ts'
import { findDebianTree, libraryPathOf } from '../providers/debian.ts'
import type { Candidate, Missing, Provider, Supply } from '../providers/provider.ts'

const HOME_PATTERN = /^rabbit-(\d[\d.]*)(\.ez)?$/

/** RabbitMQ as installed on this machine, with the Erlang that is on PATH. */
export const localRabbitmq: Provider = {
  name: 'local',
  async find({ directory }): Promise<Candidate | Missing> {
    const script = findProgram('rabbitmq-server', directory) ?? findProgram('/usr/sbin/rabbitmq-server', '/')
    const erl = findProgram('erl', directory)
    if (script === undefined || erl === undefined) {
      const program = script === undefined ? 'rabbitmq-server' : 'erl'
      return { provider: 'local', reason: `no "${program}" on PATH`, fix: undefined }
    }
    const home = homeCandidates(realpathSync(script)).find((folder) => versionOf(folder) !== undefined)
    if (home === undefined) {
      return {
        provider: 'local',
        reason: `${script} belongs to no RabbitMQ folder that is known`,
        fix: undefined,
      }
    }
    return candidate('local', home, () =>
      Promise.resolve(suppliesFrom(home, dirname(dirname(realpathSync(erl))))),
    )
  },
}

/** RabbitMQ and Erlang from the distribution's packages, unpacked into the user's cache. */
export const debianRabbitmq: Provider = {
  name: 'debian',
  async find(): Promise<Candidate | Missing> {
    const tree = await findDebianTree('rabbitmq-server')
    if (typeof tree === 'string') {
      return { provider: 'debian', reason: tree, fix: 'install RabbitMQ, or start Docker' }
    }
    return {
      provider: 'debian',
      version: tree.version,
      source: 'Debian package rabbitmq-server, unpacked',
      needsDownload: !tree.isUnpacked,
      prepare: async (report) => {
        const root = await tree.unpack(report)
        const homes = join(root, 'usr/lib/rabbitmq/lib')
        const home = join(homes, readdirSync(homes)[0] ?? '')
        const erlangRoot = join(root, 'usr/lib/erlang')
        return suppliesFrom(home, erlangRoot, libraryPathOf(root))
      },
    }
  },
}

function candidate(provider: 'local', home: string, prepare: () => Promise<Supply>): Candidate {
  return { provider, version: versionOf(home), source: home, needsDownload: false, prepare }
}

/** Debian's wrapper script lies beside `lib/rabbitmq_server-*`; elsewhere the script is in `sbin`. */
function homeCandidates(script: string): string[] {
  const parent = dirname(dirname(script))
  const libraries = join(parent, 'lib')
  const beside = existsSync(libraries)
    ? readdirSync(libraries)
        .filter((entry) => entry.startsWith('rabbitmq_server-'))
        .map((entry) => join(libraries, entry))
    : []
  return [parent, ...beside]
}

function versionOf(home: string): string | undefined {
  const plugins = join(home, 'plugins')
  if (!existsSync(plugins)) return undefined
  for (const entry of readdirSync(plugins)) {
    const version = HOME_PATTERN.exec(entry)?.[1]
    if (version !== undefined) return version.replace(/\.$/, '')
  }
  return undefined
}

function suppliesFrom(home: string, erlangRoot: string, libraryPath?: string): Supply {
  const runtimes = readdirSync(erlangRoot).filter((entry) => entry.startsWith('erts-'))
  return {
    form: 'programs',
    paths: {
      'rabbitmq-home': home,
      'erlang-root': erlangRoot,
      'erlang-programs': join(erlangRoot, runtimes.at(-1) ?? 'erts', 'bin'),
    },
    ...(libraryPath === undefined ? {} : { libraryPath }),
  }
}
