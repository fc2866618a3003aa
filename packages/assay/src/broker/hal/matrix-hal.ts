import type { MatrixView } from '../matrix/ask-matrix.ts'
import type { MatrixRow } from '../store/matrix-rows.ts'
import type { FactsOf, VersionFacts } from '../store/version-facts.ts'
import type { Urls } from './urls.ts'
import { branchesHal, tagsHal } from './version-hal.ts'

export function matrixHal(urls: Urls, { rows, ignoredRows, verdict, factsOf }: MatrixView): object {
  const { notices, ...summary } = verdict
  return {
    summary,
    notices,
    matrix: [
      ...rows.map((row) => rowHal(urls, row, factsOf)),
      ...ignoredRows.map((row) => ({ ...rowHal(urls, row, factsOf), ignored: true })),
    ],
  }
}

function rowHal(urls: Urls, row: MatrixRow, factsOf: FactsOf): object {
  const { consumer, provider, consumerNumber, providerNumber, providerVersion } = row
  const pact = { consumer, provider, number: consumerNumber }
  return {
    consumer: {
      name: consumer,
      version: versionOf(urls, pact, factsOf(row.consumerVersion)),
      _links: { self: { href: urls.pacticipant(consumer) } },
    },
    provider: {
      name: provider,
      version:
        providerNumber === null || providerVersion === null
          ? null
          : versionOf(urls, { consumer: provider, number: providerNumber }, factsOf(providerVersion)),
      _links: { self: { href: urls.pacticipant(provider) } },
    },
    pact: { createdAt: row.publishedAt, _links: { self: { href: urls.pact(pact) } } },
    verificationResult: resultOf(urls, row),
  }
}

function versionOf(
  urls: Urls,
  { consumer: name, number }: { readonly consumer: string; readonly number: string },
  facts: VersionFacts,
): object {
  const branches = branchesHal(urls, { name, number }, facts.branches)
  return {
    number,
    branch: facts.branches.at(-1)?.name ?? null,
    branches,
    branchVersions: branches,
    environments: facts.environments.map(({ uuid, name: environment, displayName, production }) => ({
      uuid,
      name: environment,
      displayName,
      production: production === 1,
      _links: { self: { title: 'Environment', name: environment, href: urls.environment(uuid) } },
    })),
    tags: tagsHal(urls, { name, number }, facts.tags),
    _links: { self: { href: urls.version(name, number) } },
  }
}

function resultOf(urls: Urls, { verification, success, verifiedAt, ...pact }: MatrixRow): object | null {
  if (verification === null) return null
  return {
    success: success === 1,
    verifiedAt,
    _links: { self: { href: urls.verification({ ...pact, id: verification }) } },
  }
}
