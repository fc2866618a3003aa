import { z } from 'zod'
import { verificationHal } from '../hal/verification-hal.ts'
import { type Call, checkedBody } from '../http/call.ts'
import { nameSchema } from '../http/name.ts'
import { present } from '../http/refusal.ts'
import { hal, noContent, type Reply } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { decodeMetadata } from '../pacts/metadata.ts'
import { verificationOccurrences } from '../pacts/occurrences.ts'
import { latestPacts, listPacts } from '../store/pacts.ts'
import {
  addVerification,
  latestVerification,
  removeVerification,
  type Verification,
  verificationWithId,
} from '../store/verifications.ts'
import { ensureVersion } from '../store/versions.ts'
import { contentPact, foundPact } from './pact-routes.ts'
import { foundVersion } from './version-view.ts'

const PARTIES = '/pacts/provider/:provider/consumer/:consumer'
const CONTENT = `${PARTIES}/pact-version/:sha` as const

const resultBody = z.object({
  success: z.boolean({ error: 'must be true or false' }),
  providerApplicationVersion: nameSchema,
  buildUrl: z.string().nullish(),
  testResults: z.unknown().optional(),
  verifiedBy: z.unknown().optional(),
})

interface OfContent {
  readonly provider: string
  readonly consumer: string
  readonly sha: string
}

export const VERIFICATION_ROUTES = [
  route(`POST ${CONTENT}/verification-results`, (call) => publish(call, '')),
  route(`POST ${CONTENT}/metadata/:metadata/verification-results`, (call) =>
    publish(call, call.parameters.metadata),
  ),
  route(`GET ${CONTENT}/verification-results/latest`, (call) =>
    shownLatest(call, contentPact(call, call.parameters).content),
  ),
  route(`GET ${CONTENT}/verification-results/:number`, (call) =>
    hal(verificationHal(call.urls, foundResult(call))),
  ),
  route(`DELETE ${CONTENT}/verification-results/:number`, (call) => {
    removeVerification(call.database, foundResult(call).id)
    return noContent()
  }),
  route(`GET ${CONTENT}/metadata/:metadata/verification-results/:number`, (call) =>
    hal(verificationHal(call.urls, foundResult(call))),
  ),
  route(`GET ${PARTIES}/version/:version/verification-results/latest`, (call) =>
    shownLatest(call, foundPact(call).content),
  ),
  route(`GET ${PARTIES}/latest/verification-results/latest`, (call) => {
    const [pact] = latestPacts(call.database, call.parameters)
    return shownLatest(call, present(pact, 'such pact').content)
  }),
  route(`GET ${PARTIES}/latest/:tag/verification-results/latest`, (call) => {
    const [pact] = latestPacts(call.database, call.parameters)
    return shownLatest(call, present(pact, 'such pact').content)
  }),
  route('GET /verification-results/consumer/:consumer/version/:version/latest', (call) => {
    const { consumer, version: number } = call.parameters
    foundVersion(call, consumer, number)
    const pacts = listPacts(call.database, { consumer, number })
    const results = pacts.flatMap(({ content }) => latestVerification(call.database, content) ?? [])
    return hal({
      success: results.length === pacts.length && results.every(({ success }) => success === 1),
      _embedded: { verificationResults: results.map((result) => verificationHal(call.urls, result)) },
      _links: {
        self: { title: `Latest results of ${consumer} ${number}`, href: call.urls.version(consumer, number) },
      },
    })
  }),
]

/** The result of an address. */
export function foundResult({
  database,
  parameters,
}: Call<OfContent & { readonly number: string }>): Verification {
  const { consumer, provider, sha, number } = parameters
  const id = /^\d{1,15}$/.test(number) ? Number(number) : -1
  const found = verificationWithId(database, id)
  const isOfIt = found?.consumer === consumer && found.provider === provider && found.sha === sha
  return present(isOfIt ? found : undefined, `result ${number} of this pact`)
}

function publish(call: Call<OfContent>, encoded: string): Reply {
  const { database, parameters, urls, webhooks } = call
  const result = checkedBody(call, resultBody)
  const metadata = decodeMetadata(encoded)
  const { content } = contentPact(call, parameters)
  const version = ensureVersion(database, parameters.provider, result.providerApplicationVersion)
  const { success, buildUrl, testResults, verifiedBy } = result
  const verification = addVerification(database, {
    ...{ content, version: version.id, success, isWip: metadata.isWip, buildUrl, verifiedBy },
    results: testResults,
  })
  for (const occurrence of verificationOccurrences(database, verification, { urls, metadata })) {
    webhooks.fire(occurrence)
  }
  return hal(verificationHal(urls, verification), 201, { location: urls.verification(verification) })
}

function shownLatest({ database, urls }: Pick<Call, 'database' | 'urls'>, content: number): Reply {
  const found = latestVerification(database, content)
  return hal(verificationHal(urls, present(found, 'result of this pact yet')))
}
