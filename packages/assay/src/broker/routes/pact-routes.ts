import { pactHal } from '../hal/pact-hal.ts'
import { bodyJson, type Call, parseJson } from '../http/call.ts'
import { present, refuse } from '../http/refusal.ts'
import { hal, noContent, type Reply } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { publicationOccurrences } from '../pacts/occurrences.ts'
import { partiesOf } from '../pacts/pact-content.ts'
import { publishPact } from '../pacts/publish-pact.ts'
import {
  contentText,
  latestPacts,
  listPacts,
  type Pact,
  type PactFilter,
  previousDistinct,
  removePacts,
} from '../store/pacts.ts'
import { ensureVersion } from '../store/versions.ts'

const PARTIES = '/pacts/provider/:provider/consumer/:consumer'

type OfParties = Call<{ readonly provider: string; readonly consumer: string }>
type OfVersion = Call<{ readonly provider: string; readonly consumer: string; readonly version: string }>

export const PACT_ROUTES = [
  route(`GET ${PARTIES}/version/:version`, (call) => shown(call, foundPact(call))),
  route(`GET ${PARTIES}/versions/:version`, (call) => shown(call, foundPact(call))),
  route(`PUT ${PARTIES}/version/:version`, (call) => publish(call, false)),
  route(`PUT ${PARTIES}/versions/:version`, (call) => publish(call, false)),
  route(`PATCH ${PARTIES}/version/:version`, (call) => publish(call, true)),
  route(`PATCH ${PARTIES}/versions/:version`, (call) => publish(call, true)),
  route(`DELETE ${PARTIES}/version/:version`, (call) => {
    const { consumer, provider, version: number } = call.parameters
    return remove(call, { consumer, provider, number })
  }),
  route(`GET ${PARTIES}/version/:version/previous-distinct`, (call) => {
    const previous = previousDistinct(call.database, foundPact(call))
    return shown(call, present(previous, 'earlier pact that says something else'))
  }),
  route(`GET ${PARTIES}/latest`, (call) => shownLatest(call, {})),
  route(`GET ${PARTIES}/latest/:tag`, (call) => shownLatest(call, { tag: call.parameters.tag })),
  route(`GET ${PARTIES}/branch/:branch/latest`, (call) =>
    shownLatest(call, { branch: call.parameters.branch }),
  ),
  route(`GET ${PARTIES}/pact-version/:sha`, (call) => {
    const { consumer, provider, sha } = call.parameters
    return shown(call, contentPact(call, { consumer, provider, sha }))
  }),
  route(`GET ${PARTIES}/pact-version/:sha/metadata/:metadata`, (call) => {
    const { consumer, provider, sha, metadata } = call.parameters
    return shown(call, contentPact(call, { consumer, provider, sha }), metadata)
  }),
]

/** The newest pact of a content. */
export function contentPact(
  { database }: Pick<Call, 'database'>,
  filter: { readonly consumer: string; readonly provider: string; readonly sha: string },
): Pact {
  const what = `pact ${filter.sha} between ${filter.consumer} and ${filter.provider}`
  return present(listPacts(database, filter).at(-1), what)
}

/** The pact of the version in an address. */
export function foundPact({ database, parameters }: OfVersion): Pact {
  const { consumer, provider, version: number } = parameters
  const what = `pact between ${consumer} version ${number} and ${provider}`
  return present(listPacts(database, { consumer, provider, number })[0], what)
}

/** Removes pacts, or refuses when there are none. */
export function remove({ database }: Pick<Call, 'database'>, filter: PactFilter): Reply {
  const count = database.transaction(() => removePacts(database, filter))
  present(count > 0 ? count : undefined, 'such pact')
  return noContent()
}

function publish(call: OfVersion, isMerging: boolean): Reply {
  const { consumer, provider, version: number } = call.parameters
  const content = bodyJson(call)
  const named = partiesOf(content)
  if ((named.consumer ?? consumer) !== consumer || (named.provider ?? provider) !== provider) {
    throw refuse(
      400,
      `The pact is between ${named.consumer} and ${named.provider}, but the address says ${consumer} and ${provider}.`,
    )
  }
  const published = call.database.transaction(() => {
    const version = ensureVersion(call.database, consumer, number)
    return publishPact(call.database, { version, provider, content, isMerging })
  })
  for (const occurrence of publicationOccurrences(call.database, published, { urls: call.urls })) {
    call.webhooks.fire(occurrence)
  }
  const { body } = shown(call, published.pact)
  const reply = hal({}, published.isNew ? 201 : 200, { location: call.urls.pact(published.pact) })
  return { ...reply, body }
}

function shownLatest(call: OfParties, filter: PactFilter): Reply {
  const { consumer, provider } = call.parameters
  const [pact] = latestPacts(call.database, { ...filter, consumer, provider })
  return shown(call, present(pact, `pact between ${consumer} and ${provider}`))
}

function shown({ database, urls }: Pick<Call, 'database' | 'urls'>, pact: Pact, metadata?: string): Reply {
  const content = parseJson(contentText(database, pact.content), 'The pact')
  return hal(pactHal(urls, pact, metadata === undefined ? { content } : { content, metadata }))
}
