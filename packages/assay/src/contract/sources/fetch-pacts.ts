import type { ConsumerVersionSelector } from '../../model/contract-options.ts'
import { readPact } from '../file/read-pact.ts'
import type { JsonObject } from '../model/json.ts'
import { type BrokerClient, requireLink } from './broker-client.ts'
import { answerInvalid, CHECK_ADDRESS } from './broker-errors.ts'
import { objectAt, objectsAt, textAt } from './hal.ts'
import type { PactNotice, SourcedPact } from './sourced-pact.ts'

/** What is asked for on behalf of a provider. */
export interface PactSelection {
  readonly provider: string
  /** Default: the main branches, what is deployed or released, and branches that are called like the provider's. */
  readonly selectors?: readonly ConsumerVersionSelector[]
  /** Whether the broker says which pacts are pending. Default: yes, when it knows the branch or tags. */
  readonly includePending?: boolean
  /** A day, `2026-01-31`: work in progress of consumers since then comes too, as pending. */
  readonly includeWipSince?: string
  readonly branch?: string
  readonly tags?: readonly string[]
}

/** By what a broker knows a pact. */
export interface PublishedName {
  readonly consumer: string
  readonly provider: string
  /** Of the consumer. */
  readonly version: string
}

/** As many as a broker answers at the same time without a queue. */
const MOST_AT_ONCE = 6
const MOST_PACTS = 10_000

/**
 * Fetches the pacts that a provider is to be verified against from a broker. There may be none.
 *
 * @throws AssayError `broker_…`, or `invalid_pact`
 * @example
 * const pacts = await fetchPacts(broker, { provider: 'products', branch: 'main' })
 */
export async function fetchPacts(
  broker: BrokerClient,
  selection: PactSelection,
): Promise<readonly SourcedPact[]> {
  const index = await broker.index()
  const { provider } = selection
  const link = requireLink(index, 'pb:provider-pacts-for-verification', { provider })
  const answer = await broker.trySend('POST', link, requestFor(selection))
  // A broker that has never heard of the provider has no pacts for it.
  if (answer === undefined) return []
  const embedded = objectAt(answer, '_embedded')
  if (!Array.isArray(embedded['pacts'])) throw noList(link)
  const chosen = objectsAt(embedded, 'pacts')
  if (chosen.length > MOST_PACTS) throw tooMany(chosen.length)
  const pacts: SourcedPact[] = []
  for (let start = 0; start < chosen.length; start += MOST_AT_ONCE) {
    const some = chosen.slice(start, start + MOST_AT_ONCE)
    pacts.push(...(await Promise.all(some.map((one) => fetchOne(broker, one)))))
  }
  return pacts
}

/** Fetches the pact at an address of the broker. */
export async function fetchPact(broker: BrokerClient, href: string): Promise<SourcedPact> {
  return sourcedPact(await broker.getText(href), href)
}

/** The pact of one version of a consumer, if that has been published. */
export async function findPact(
  broker: BrokerClient,
  { consumer, provider, version }: PublishedName,
): Promise<SourcedPact | undefined> {
  const named = { consumer, provider, consumerApplicationVersion: version }
  const href = requireLink(await broker.index(), 'pb:publish-pact', named)
  const text = await broker.findText(href)
  return text === undefined ? undefined : sourcedPact(text, href)
}

function sourcedPact(text: string, href: string): SourcedPact {
  const { pact, warnings } = readPact(text, href)
  return { pact, source: href, warnings, isPending: false, notices: [] }
}

async function fetchOne(broker: BrokerClient, chosen: JsonObject): Promise<SourcedPact> {
  const properties = objectAt(chosen, 'verificationProperties')
  const sourced = await fetchPact(broker, requireLink(chosen, 'self'))
  return {
    ...sourced,
    isPending: properties['pending'] === true,
    isWip: properties['wip'] === true,
    notices: objectsAt(properties, 'notices').flatMap(toNotice),
  }
}

function requestFor(selection: PactSelection): JsonObject {
  const { includePending, includeWipSince, branch, tags = [] } = selection
  const selectors = selection.selectors ?? usualSelectors(branch)
  const isKnown = branch !== undefined || tags.length > 0
  return {
    consumerVersionSelectors: selectors as readonly JsonObject[],
    includePendingStatus: includePending ?? isKnown,
    ...(includeWipSince === undefined ? {} : { includeWipPactsSince: includeWipSince }),
    ...(branch === undefined ? {} : { providerVersionBranch: branch }),
    ...(tags.length === 0 ? {} : { providerVersionTags: tags }),
  }
}

export function usualSelectors(branch: string | undefined): readonly ConsumerVersionSelector[] {
  const always = [{ mainBranch: true }, { deployedOrReleased: true }] as const
  return branch === undefined ? always : [...always, { matchingBranch: true }]
}

function toNotice(notice: JsonObject): PactNotice[] {
  const text = textAt(notice, 'text')
  return text === undefined ? [] : [{ when: textAt(notice, 'when') ?? 'before_verification', text }]
}

/** Nothing must not be taken for nothing to verify. */
function noList(href: string) {
  return answerInvalid({ problem: 'has no list of pacts', evidence: [`POST ${href}`], fix: CHECK_ADDRESS })
}

function tooMany(count: number) {
  return answerInvalid({
    problem: `names ${count} pacts to verify, and the limit is ${MOST_PACTS}`,
    evidence: [],
    fix: 'choose fewer with consumer version selectors, such as the main branch and what is deployed',
  })
}
