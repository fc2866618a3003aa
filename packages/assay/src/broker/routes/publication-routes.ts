import { z } from 'zod'
import { pacticipantReference, versionReference } from '../hal/pacticipant-hal.ts'
import { pactName } from '../hal/version-hal.ts'
import { bodyText, type Call, checkedBody, parseJson } from '../http/call.ts'
import { nameSchema } from '../http/name.ts'
import { Refusal } from '../http/refusal.ts'
import { hal } from '../http/reply.ts'
import { route } from '../http/route.ts'
import type { Notice } from '../matrix/judge-matrix.ts'
import { publicationOccurrences } from '../pacts/occurrences.ts'
import { partiesOf } from '../pacts/pact-content.ts'
import { type PublishedPact, publishPact } from '../pacts/publish-pact.ts'
import { addToBranch } from '../store/branches.ts'
import { tagVersion } from '../store/tag-version.ts'
import { ensureVersion, setBuildUrl, type Version } from '../store/versions.ts'

const contract = z.object({
  consumerName: nameSchema,
  providerName: nameSchema,
  specification: z.literal('pact', { error: 'must be "pact"' }),
  contentType: z.literal('application/json', { error: 'must be "application/json"' }),
  content: z.base64({ error: 'must be Base64' }),
  onConflict: z.enum(['merge', 'overwrite']).nullish(),
  writeMode: z.enum(['merge', 'overwrite']).nullish(),
})
const publicationBody = z.object({
  pacticipantName: nameSchema,
  pacticipantVersionNumber: nameSchema,
  branch: nameSchema.nullish(),
  tags: z.array(nameSchema).nullish(),
  buildUrl: z.string().nullish(),
  contracts: z.array(contract),
})

type Publication = z.output<typeof publicationBody>
type Contract = z.output<typeof contract>

export const PUBLICATION_ROUTES = [
  route('POST /contracts/publish', (call) => {
    const publication = checkedBody(call, publicationBody)
    const contents = publication.contracts.map((one) => contentOf(one, publication))
    const version = saveVersion(call, publication)
    const published = publication.contracts.map((one, index) =>
      publishPact(call.database, {
        version,
        provider: one.providerName,
        content: contents[index]!,
        isMerging: (one.onConflict ?? one.writeMode) === 'merge',
      }),
    )
    const fired = published.map((one) => {
      const place = { urls: call.urls, buildUrl: publication.buildUrl }
      const occurrences = publicationOccurrences(call.database, one, place)
      return occurrences.reduce((count, occurrence) => count + call.webhooks.fire(occurrence), 0)
    })
    const notices = [
      ...versionNotices(publication),
      ...published.flatMap((one, index) => pactNotices(call, one, fired[index] ?? 0)),
    ]
    return hal(publicationHal(call, { publication, version, published, notices }))
  }),
]

function saveVersion({ database }: Pick<Call, 'database'>, publication: Publication): Version {
  const version = ensureVersion(database, publication.pacticipantName, publication.pacticipantVersionNumber)
  if (typeof publication.buildUrl === 'string') setBuildUrl(database, version.id, publication.buildUrl)
  if (typeof publication.branch === 'string') addToBranch(database, version, publication.branch)
  for (const tag of publication.tags ?? []) tagVersion(database, version, tag)
  return version
}

/** The pact that a contract holds; the names in it must be those that the contract says. */
function contentOf({ content, consumerName, providerName }: Contract, { pacticipantName }: Publication) {
  if (consumerName !== pacticipantName) {
    throw fieldRefusal('consumerName', `'${consumerName}' must match pacticipantName '${pacticipantName}'`)
  }
  const text = bodyText({ bytes: Buffer.from(content, 'base64') })
  const pact = parseJson(text, `The pact between ${consumerName} and ${providerName}`)
  const { consumer = consumerName, provider = providerName } = partiesOf(pact)
  if (consumer !== consumerName) {
    throw fieldRefusal('content', `its consumer '${consumer}' must match consumerName '${consumerName}'`)
  }
  if (provider !== providerName) {
    throw fieldRefusal('content', `its provider '${provider}' must match providerName '${providerName}'`)
  }
  return pact
}

function fieldRefusal(field: string, message: string): Refusal {
  return new Refusal(400, { message: `${field}: ${message}`, errors: { [`contracts.${field}`]: [message] } })
}

function versionNotices({ pacticipantName, pacticipantVersionNumber, branch, tags }: Publication): Notice[] {
  const names = [
    ...(typeof branch === 'string' ? [`branch ${branch}`] : []),
    ...(tags ?? []).map((tag) => `tag ${tag}`),
  ]
  const suffix = names.length === 0 ? '' : ` with ${names.join(', ')}`
  const text = `Saved version ${pacticipantVersionNumber} of ${pacticipantName}${suffix}`
  const advice = 'No branch was given; without it, providers cannot select the pacts of a branch (--branch)'
  return [
    { type: 'success', text },
    ...(typeof branch === 'string' ? [] : [{ type: 'prompt', text: advice } as const]),
  ]
}

function pactNotices(
  { urls }: Pick<Call, 'urls'>,
  { pact, isNew, hasChanged }: PublishedPact,
  fired: number,
): Notice[] {
  const what = `${pact.consumer} version ${pact.number} and ${pact.provider}`
  const change = hasChanged ? 'its content is new or has changed' : 'its content has not changed'
  const webhooks = fired === 0 ? 'No webhook is sent for it' : `${fired} webhook(s) are sent for it`
  return [
    { type: 'success', text: `Pact ${isNew ? '' : 'again '}published for ${what}: ${change}` },
    { type: 'info', text: `View it at ${urls.pact(pact)}` },
    { type: 'info', text: webhooks },
  ]
}

interface Outcome {
  readonly publication: Publication
  readonly version: Version
  readonly published: readonly PublishedPact[]
  readonly notices: readonly Notice[]
}

function publicationHal(
  { urls }: Pick<Call, 'urls'>,
  { publication, version, published, notices }: Outcome,
): object {
  const { name, number } = version
  return {
    notices,
    logs: notices.map(({ type, text }) => ({
      level: type,
      message: text,
      deprecationWarning: 'Replaced by notices',
    })),
    _embedded: {
      pacticipant: pacticipantReference(urls, name),
      version: versionReference(urls, name, number),
    },
    _links: {
      'pb:pacticipant': { title: 'Pacticipant', name, href: urls.pacticipant(name) },
      'pb:pacticipant-version': { title: 'Version', name: number, href: urls.version(name, number) },
      'pb:pacticipant-version-tags': (publication.tags ?? []).map((tag) => ({
        title: 'Tag',
        name: tag,
        href: urls.tag(name, number, tag),
      })),
      'pb:contracts': published.map(({ pact }) => ({
        title: 'Pact',
        name: pactName(pact),
        href: urls.pact(pact),
      })),
    },
  }
}
