import type { Call } from '../http/call.ts'
import { present } from '../http/refusal.ts'
import { hal, noContent } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { tagVersion } from '../store/tag-version.ts'
import { findTag, removeTag } from '../store/tags.ts'
import { ensureVersion, type Version } from '../store/versions.ts'
import { foundVersion } from './version-view.ts'

const TAG = '/pacticipants/:pacticipant/versions/:version/tags/:tag'

export const TAG_ROUTES = [
  route(`GET ${TAG}`, (call) => {
    const { pacticipant, version, tag } = call.parameters
    return hal(tagHal(call, foundVersion(call, pacticipant, version), tag))
  }),
  route(`PUT ${TAG}`, (call) => {
    const { pacticipant, version: number, tag } = call.parameters
    const version = ensureVersion(call.database, pacticipant, number)
    const isNew = tagVersion(call.database, version, tag)
    return hal(tagHal(call, version, tag), isNew ? 201 : 200)
  }),
  route(`DELETE ${TAG}`, (call) => {
    const { pacticipant, version, tag } = call.parameters
    const wasThere = removeTag(call.database, foundVersion(call, pacticipant, version).id, tag)
    present(wasThere ? tag : undefined, `tag ${tag} of version ${version}`)
    return noContent()
  }),
]

function tagHal(
  { database, urls }: Pick<Call, 'database' | 'urls'>,
  { id, name: pacticipant, number }: Version,
  tag: string,
): object {
  const { name, createdAt } = present(findTag(database, id, tag), `tag ${tag} of version ${number}`)
  return {
    name,
    createdAt,
    _links: {
      self: { title: 'Tag', name, href: urls.tag(pacticipant, number, name) },
      version: { title: 'Version', name: number, href: urls.version(pacticipant, number) },
      pacticipant: { title: 'Pacticipant', name: pacticipant, href: urls.pacticipant(pacticipant) },
    },
  }
}
