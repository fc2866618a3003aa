import { pactHal } from '../hal/pact-hal.ts'
import { bodyJson, bodyText, type Call, parseJson } from '../http/call.ts'
import { present, refuse } from '../http/refusal.ts'
import { hal, noContent, plain, type Reply } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { decodeMetadata, encodeMetadata } from '../pacts/metadata.ts'
import { publicationOccurrences } from '../pacts/occurrences.ts'
import { partiesOf } from '../pacts/pact-content.ts'
import { pactDiff } from '../pacts/pact-diff.ts'
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

type Source = Pick<Call, 'database' | 'urls'>
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
  route(`GET ${PARTIES}/version/:version/diff/previous-distinct`, (call) => {
    const pact = foundPact(call)
    const previous = present(previousDistinct(call.database, pact), 'earlier pact that says something else')
    return shownDiff(call, previous, pact)
  }),
  route(`GET ${PARTIES}/version/:version/diff/version/:other`, (call) => {
    const { other: version } = call.parameters
    return shownDiff(
      call,
      foundPact({ ...call, parameters: { ...call.parameters, version } }),
      foundPact(call),
    )
  }),
  route(`GET ${PARTIES}/pact-version/:sha/diff/pact-version/:other`, (call) => {
    const { other: sha } = call.parameters
    return shownDiff(call, contentPact(call, { ...call.parameters, sha }), contentPact(call, call.parameters))
  }),
  route(`GET ${PARTIES}/latest`, (call) => shownLatest(call, {})),
  route(`GET ${PARTIES}/latest/:tag`, (call) => shownLatest(call, { tag: call.parameters.tag })),
  route(`GET ${PARTIES}/latest-untagged`, (call) => shownLatest(call, { isUntagged: true })),
  route(`GET ${PARTIES}/branch/:branch/latest`, (call) =>
    shownLatest(call, { branch: call.parameters.branch }),
  ),
  route(`GET ${PARTIES}/pact-version/:sha`, (call) => {
    return shownContent(call, contentPact(call, call.parameters), undefined)
  }),
  route(`GET ${PARTIES}/pact-version/:sha/metadata/:metadata`, (call) => {
    const { metadata } = call.parameters
    const { versions } = decodeMetadata(metadata)
    return shownContent(call, contentPact(call, call.parameters, versions), metadata)
  }),
]

/** The newest pact of a content; of those versions of the consumer, if there are any. */
export function contentPact(
  { database }: Pick<Call, 'database'>,
  { consumer, provider, sha }: { readonly consumer: string; readonly provider: string; readonly sha: string },
  versions: readonly string[] = [],
): Pact {
  const pacts = listPacts(database, { consumer, provider, sha })
  const found = pacts.findLast(({ number }) => versions.includes(number)) ?? pacts.at(-1)
  return present(found, `pact ${sha} between ${consumer} and ${provider}`)
}

/** The pact of the version in an address. */
export function foundPact({ database, parameters }: OfVersion): Pact {
  const { consumer, provider, version: number } = parameters
  const what = `pact between ${consumer} version ${number} and ${provider}`
  return present(listPacts(database, { consumer, provider, number })[0], what)
}

/** Removes pacts, or refuses when there are none. */
export function remove({ database }: Pick<Call, 'database'>, filter: PactFilter): Reply {
  const count = removePacts(database, filter)
  present(count > 0 ? count : undefined, 'such pact')
  return noContent()
}

function publish(call: OfVersion, isMerging: boolean): Reply {
  const { consumer, provider, version: number } = call.parameters
  if (bodyText(call).trim() === '') throw refuse(400, 'The body is empty; it must be a pact.')
  const content = bodyJson(call)
  const named = partiesOf(content)
  if ((named.consumer ?? consumer) !== consumer || (named.provider ?? provider) !== provider) {
    throw refuse(
      400,
      `The pact is between ${named.consumer} and ${named.provider}, but the address says ${consumer} and ${provider}.`,
    )
  }
  const version = ensureVersion(call.database, consumer, number)
  const published = publishPact(call.database, { version, provider, content, isMerging })
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

function shown(source: Source, pact: Pact): Reply {
  // Results of what was asked for by a version are told for that version.
  const metadata = encodeMetadata({ versions: [pact.number], isWip: false })
  return hal(pactHal(source.urls, pact, { content: contentOf(source, pact), metadata, isContent: false }))
}

function shownContent(source: Source, pact: Pact, metadata: string | undefined): Reply {
  return hal(pactHal(source.urls, pact, { content: contentOf(source, pact), metadata, isContent: true }))
}

function shownDiff(source: Source, before: Pact, after: Pact): Reply {
  return plain(`${pactDiff(contentOf(source, before), contentOf(source, after))}\n`)
}

function contentOf({ database }: Source, { content }: Pact) {
  return parseJson(contentText(database, content), 'The pact')
}
