import { mergePacts } from '../file/merge-pacts.ts'
import { writePact } from '../file/write-pact.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Pact } from '../model/pact.ts'
import { type BrokerClient, requireLink } from './broker-client.ts'
import { type BrokerNotice, noticesIn } from './broker-notice.ts'

/** Which version of the consumers is published. */
export interface Publication {
  readonly pacts: readonly Pact[]
  readonly version: string
  readonly branch?: string
  readonly tags?: readonly string[]
  readonly buildUrl?: string
  /** `merge` adds to what another part of the same build has published. Default `overwrite`. */
  readonly onConflict?: 'overwrite' | 'merge'
}

/**
 * Publishes pacts of one version of their consumers. Several between the same two become one: a version
 * has one pact with a provider.
 *
 * @returns what the broker has to say about it
 * @throws AssayError `pact_conflict` when they contradict each other, `broker_rejected` when the version
 * has a pact of other content already, other `broker_…`
 * @example
 * const notices = await publishPacts(broker, { pacts, version: commit, branch: 'main' })
 */
export async function publishPacts(
  broker: BrokerClient,
  publication: Publication,
): Promise<readonly BrokerNotice[]> {
  const link = requireLink(await broker.index(), 'pb:publish-contracts')
  const consumers = Map.groupBy(joined(publication.pacts), ({ consumer }) => consumer)
  const notices: BrokerNotice[] = []
  for (const [consumer, pacts] of consumers) {
    const answer = await broker.send('POST', link, publicationOf(consumer, { ...publication, pacts }))
    notices.push(...noticesIn(answer))
  }
  return notices
}

function joined(pacts: readonly Pact[]): readonly Pact[] {
  const byParties = Map.groupBy(pacts, ({ consumer, provider }) => JSON.stringify([consumer, provider]))
  return [...byParties.values()].map((same) => same.reduce((pact, added) => mergePacts(pact, added)))
}

function publicationOf(
  consumer: string,
  { pacts, version, branch, tags = [], buildUrl, onConflict = 'overwrite' }: Publication,
): JsonObject {
  return {
    pacticipantName: consumer,
    pacticipantVersionNumber: version,
    ...(branch === undefined ? {} : { branch }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
    contracts: pacts.map((pact) => contractOf(pact, onConflict)),
  }
}

function contractOf(pact: Pact, onConflict: string): Json {
  return {
    consumerName: pact.consumer,
    providerName: pact.provider,
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(writePact(pact)).toString('base64'),
    onConflict,
  }
}
