import { branchesHal } from '../hal/version-hal.ts'
import type { Call } from '../http/call.ts'
import { present } from '../http/refusal.ts'
import { hal, noContent } from '../http/reply.ts'
import { route } from '../http/route.ts'
import {
  addToBranch,
  type Branch,
  findBranch,
  listBranches,
  removeBranch,
  removeFromBranch,
} from '../store/branches.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import { factsOf } from '../store/version-facts.ts'
import { ensureVersion, type Version } from '../store/versions.ts'
import { foundVersion } from './version-view.ts'

const BRANCH_VERSION = '/pacticipants/:pacticipant/branches/:branch/versions/:version'

export const BRANCH_ROUTES = [
  route('GET /pacticipants/:pacticipant/branches', (call) => {
    const { database, urls, parameters, query } = call
    const { id, name } = foundPacticipant(call, parameters.pacticipant)
    const branches = listBranches(database, id, query.get('q') ?? '')
    return hal({
      _embedded: { branches: branches.map((branch) => branchHal(call, name, branch)) },
      _links: { self: { href: `${urls.pacticipant(name)}/branches`, title: `Branches of ${name}` } },
    })
  }),
  route('DELETE /pacticipants/:pacticipant/branches', (call) => {
    const { database, parameters, query } = call
    const { id, mainBranch } = foundPacticipant(call, parameters.pacticipant)
    const kept = [...query.getAll('exclude[]'), mainBranch]
    const removed = listBranches(database, id).filter(({ name }) => !kept.includes(name))
    for (const { name } of removed) removeBranch(database, id, name)
    const names = removed.map(({ name }) => name).join(', ')
    return hal({ notices: [{ type: 'success', text: `Removed ${removed.length} branches: ${names}` }] }, 202)
  }),
  route('GET /pacticipants/:pacticipant/branches/:branch', (call) => {
    const { pacticipant, branch } = call.parameters
    const { id } = foundPacticipant(call, pacticipant)
    const found = present(findBranch(call.database, id, branch), `branch ${branch} of ${pacticipant}`)
    return hal(branchHal(call, pacticipant, found))
  }),
  route('DELETE /pacticipants/:pacticipant/branches/:branch', (call) => {
    const { pacticipant, branch } = call.parameters
    const wasThere = removeBranch(call.database, foundPacticipant(call, pacticipant).id, branch)
    present(wasThere ? branch : undefined, `branch ${branch} of ${pacticipant}`)
    return noContent()
  }),
  route(`GET ${BRANCH_VERSION}`, (call) => {
    const { pacticipant, branch, version } = call.parameters
    return hal(branchVersionHal(call, foundVersion(call, pacticipant, version), branch))
  }),
  route(`PUT ${BRANCH_VERSION}`, (call) => {
    const { pacticipant, branch, version: number } = call.parameters
    const version = ensureVersion(call.database, pacticipant, number)
    const isNew = addToBranch(call.database, version, branch)
    return hal(branchVersionHal(call, version, branch), isNew ? 201 : 200)
  }),
  route(`DELETE ${BRANCH_VERSION}`, (call) => {
    const { pacticipant, branch, version } = call.parameters
    const wasThere = removeFromBranch(call.database, foundVersion(call, pacticipant, version), branch)
    present(wasThere ? branch : undefined, `version ${version} on branch ${branch}`)
    return noContent()
  }),
]

type Source = Pick<Call, 'database' | 'urls'>

function foundPacticipant({ database }: Source, name: string) {
  return present(findPacticipant(database, name), `pacticipant ${name}`)
}

function branchHal({ urls }: Source, pacticipant: string, { name, createdAt }: Branch): object {
  const self = urls.branch(pacticipant, name)
  return {
    name,
    createdAt,
    _links: {
      self: { title: 'Branch', href: self },
      'pb:latest-version': { title: 'Latest version', href: `${self}/latest-version` },
      'pb:branch-versions': { title: 'Versions', href: `${self}/versions` },
    },
  }
}

function branchVersionHal({ database, urls }: Source, version: Version, branch: string): object {
  const { branches } = factsOf(database, [version.id])(version.id)
  const own = branches.find(({ name }) => name === branch)
  const found = present(own, `version ${version.number} on branch ${branch}`)
  return branchesHal(urls, version, [found])[0]!
}
