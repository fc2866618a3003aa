import type { Urls } from '../hal/urls.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { listPacts, type Pact } from '../store/pacts.ts'
import { hasResult, type Verification } from '../store/verifications.ts'
import { versionsInUse } from '../store/versions-in-use.ts'
import type { Occurrence, ProviderVersion } from '../webhooks/occurrence.ts'
import type { PactMetadata } from './metadata.ts'
import type { PublishedPact } from './publish-pact.ts'

/** Consumer versions that a single result is told for. */
const MAX_TOLD_VERSIONS = 20

/** What may be told about a pact that was published. */
export function publicationOccurrences(
  database: BrokerDatabase,
  { pact, hasChanged }: PublishedPact,
  place: { readonly urls: Urls; readonly buildUrl?: string | null | undefined },
): Occurrence[] {
  const requiring = versionsToVerify(database, pact).map((providerVersion): Occurrence => {
    return { event: 'contract_requiring_verification_published', pact, providerVersion, ...place }
  })
  return [
    { event: 'contract_published', pact, ...place },
    ...(hasChanged ? [{ event: 'contract_content_changed', pact, ...place } as const] : []),
    ...requiring,
  ]
}

/** What may be told about a result, for each version of the consumer that it was made for; else the newest. */
export function verificationOccurrences(
  database: BrokerDatabase,
  verification: Verification,
  { urls, metadata }: { readonly urls: Urls; readonly metadata: PactMetadata },
): Occurrence[] {
  const { consumer, provider, sha, buildUrl, success } = verification
  const pacts = listPacts(database, { consumer, provider, sha })
  const named = pacts.filter(({ number }) => metadata.versions.includes(number))
  const outcome = success === 1 ? 'provider_verification_succeeded' : 'provider_verification_failed'
  const told = named.length > 0 ? named.slice(-MAX_TOLD_VERSIONS) : pacts.slice(-1)
  return told.flatMap((pact): Occurrence[] => [
    { event: 'provider_verification_published', pact, verification, buildUrl, urls },
    { event: outcome, pact, verification, buildUrl, urls },
  ])
}

/** Versions of the provider that are in use and have not verified the pact. */
function versionsToVerify(database: BrokerDatabase, { content, providerId }: Pact): ProviderVersion[] {
  const inUse = versionsInUse(database, providerId)
  return [...Map.groupBy(inUse, ({ id }) => id)]
    .filter(([id]) => !hasResult(database, content, id))
    .map(([, rows]) => ({
      number: rows[0]!.number,
      branch: rows.find(({ branch }) => branch !== null)?.branch ?? undefined,
      descriptions: rows.map(({ description }) => description),
    }))
}
