import { z } from 'zod'
import { type Call, checkedBody } from '../http/call.ts'
import { nameSchema } from '../http/name.ts'
import { present } from '../http/refusal.ts'
import { hal, noContent } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { addToBranch, findBranch } from '../store/branches.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import { tagVersion } from '../store/tag-version.ts'
import {
  ensureVersion,
  findVersion,
  latestVersion,
  listVersions,
  removeVersion,
  setBuildUrl,
  type VersionFilter,
  versionWithId,
} from '../store/versions.ts'
import { environmentOf } from './environment-routes.ts'
import { foundVersion, pageOf, shownVersion, shownVersions } from './version-view.ts'

const versionBody = z.object({
  branch: nameSchema.nullish(),
  buildUrl: z.string().nullish(),
  tags: z.array(z.union([nameSchema, z.object({ name: nameSchema })])).nullish(),
})

export const VERSION_ROUTES = [
  route('GET /pacticipants/:pacticipant/versions', (call) => shownList(call, 'versions', {})),
  route('GET /pacticipants/:pacticipant/branches/:branch/versions', (call) => {
    const { pacticipant, branch } = call.parameters
    const found = findPacticipant(call.database, pacticipant)
    present(found && findBranch(call.database, found.id, branch), `branch ${branch} of ${pacticipant}`)
    return shownList(call, `branches/${encodeURIComponent(branch)}/versions`, { branch })
  }),
  route('GET /pacticipants/:pacticipant/tags/:tag/versions', (call) => {
    const { pacticipant, tag } = call.parameters
    present(latestVersion(call.database, pacticipant, { tag }), `version of ${pacticipant} with tag ${tag}`)
    return shownList(call, `tags/${encodeURIComponent(tag)}/versions`, { tag })
  }),
  route('GET /pacticipants/:pacticipant/environments/:environment/versions', (call) => {
    const { environment: key } = call.parameters
    const { name, uuid } = environmentOf(call, key)
    return shownList(call, `environments/${uuid}/versions`, { environment: name })
  }),
  route('GET /pacticipants/:pacticipant/latest-version', (call) => shownLatest(call, {})),
  route('GET /pacticipants/:pacticipant/latest-version/:tag', (call) =>
    shownLatest(call, { tag: call.parameters.tag }),
  ),
  route('GET /pacticipants/:pacticipant/branches/:branch/latest-version', (call) =>
    shownLatest(call, { branch: call.parameters.branch }),
  ),
  route('GET /pacticipants/:pacticipant/versions/:version', (call) => {
    const { pacticipant, version } = call.parameters
    return hal(shownVersion(call, foundVersion(call, pacticipant, version)))
  }),
  route('PUT /pacticipants/:pacticipant/versions/:version', (call) => save(call)),
  route('PATCH /pacticipants/:pacticipant/versions/:version', (call) => save(call)),
  route('DELETE /pacticipants/:pacticipant/versions/:version', (call) => {
    const { pacticipant, version } = call.parameters
    removeVersion(call.database, foundVersion(call, pacticipant, version).id)
    return noContent()
  }),
]

function save(call: Call<{ readonly pacticipant: string; readonly version: string }>) {
  const { database, parameters } = call
  const { branch, buildUrl, tags } = checkedBody(call, versionBody)
  const existed = findVersion(database, parameters.pacticipant, parameters.version) !== undefined
  const saved = ensureVersion(database, parameters.pacticipant, parameters.version)
  if (buildUrl !== undefined) setBuildUrl(database, saved.id, buildUrl)
  if (branch !== undefined && branch !== null) addToBranch(database, saved, branch)
  for (const tag of tags ?? []) tagVersion(database, saved, typeof tag === 'string' ? tag : tag.name)
  return hal(shownVersion(call, versionWithId(database, saved.id)), existed ? 200 : 201)
}

type Named = Call<{ readonly pacticipant: string }>

function shownLatest(call: Named, filter: VersionFilter) {
  const { pacticipant } = call.parameters
  const of = filter.tag ?? filter.branch
  const what = `version of ${pacticipant}${of === undefined ? '' : ` with ${of}`}`
  return hal(shownVersion(call, present(latestVersion(call.database, pacticipant, filter), what)))
}

function shownList(call: Named, path: string, filter: VersionFilter) {
  const { database, urls, query, parameters } = call
  const { pacticipant } = parameters
  present(findPacticipant(database, pacticipant), `pacticipant ${pacticipant}`)
  const page = pageOf(query)
  const { versions, total } = listVersions(database, pacticipant, { ...filter, ...page })
  const links = versions.map(({ number: name }) => ({
    href: urls.version(pacticipant, name),
    title: 'Version',
    name,
  }))
  const number = page.offset / page.limit + 1
  const self = `${urls.pacticipant(pacticipant)}/${path}`
  const pageLink = (other: number) => ({ href: `${self}?pageNumber=${other}&pageSize=${page.limit}` })
  return hal({
    page: {
      number,
      size: page.limit,
      totalElements: total,
      totalPages: Math.max(1, Math.ceil(total / page.limit)),
    },
    _embedded: { versions: shownVersions(call, versions) },
    _links: {
      self: { href: self, title: `Versions of ${pacticipant}` },
      versions: links,
      'pb:versions': links,
      ...(page.offset + page.limit < total ? { next: pageLink(number + 1) } : {}),
      ...(page.offset > 0 ? { previous: pageLink(number - 1) } : {}),
    },
  })
}
