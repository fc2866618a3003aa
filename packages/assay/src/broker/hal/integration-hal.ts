import type { IntegrationState } from '../store/integrations.ts'
import type { FactsOf } from '../store/version-facts.ts'
import { pacticipantReference } from './pacticipant-hal.ts'
import type { Urls } from './urls.ts'

/** Two applications with a contract, and how it is. */
export function integrationHal(urls: Urls, one: IntegrationState): object {
  return {
    consumer: pacticipantReference(urls, one.consumer),
    provider: pacticipantReference(urls, one.provider),
    createdAt: one.createdAt,
    verificationStatus: statusOf(one),
    _links: {
      'pb:latest-pact': { title: 'Latest pact', href: `${urls.parties(one)}/latest` },
      'pb:matrix': { title: 'Matrix', href: urls.matrix(one) },
      'pb:dashboard': { title: 'Dashboard', href: urls.at('/dashboard') },
    },
  }
}

/** The same with its latest pact and the result of that, for pages that others make. */
export function dashboardItemHal(urls: Urls, one: IntegrationState, factsOf: FactsOf): object {
  const { number, providerNumber, providerVersion } = one
  return {
    consumer: {
      ...pacticipantReference(urls, one.consumer),
      version: versionOf(number, one.consumerVersion, factsOf),
    },
    provider: {
      ...pacticipantReference(urls, one.provider),
      version:
        providerNumber === null || providerVersion === null
          ? null
          : versionOf(providerNumber, providerVersion, factsOf),
    },
    pact: { createdAt: one.publishedAt, _links: { self: { href: urls.pact(one) } } },
    latestVerificationResult:
      one.success === null ? null : { success: one.success === 1, verifiedAt: one.verifiedAt },
    verificationStatus: statusOf(one),
  }
}

function versionOf(number: string, version: number, factsOf: FactsOf): object {
  const { branches, tags } = factsOf(version)
  const names = branches.map(({ name }) => name)
  return { number, branch: names.at(-1) ?? null, branches: names, tags: tags.map(({ name }) => name) }
}

function statusOf({ success }: IntegrationState): 'success' | 'failed' | 'unknown' {
  if (success === null) return 'unknown'
  return success === 1 ? 'success' : 'failed'
}
