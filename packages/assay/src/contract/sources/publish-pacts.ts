import { writePact } from '../file/write-pact.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Pact } from '../model/pact.ts'
import { type BrokerClient, requireLink } from './broker-client.ts'
import { type BrokerNotice, noticesIn } from './broker-notice.ts'
import { linksOf } from './hal.ts'

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
 * Publishes pacts of one version of their consumers.
 *
 * @returns what the broker has to say about it
 * @throws AssayError `broker_rejected` when the version has a pact of other content already, other `broker_…`
 * @example
 * const notices = await publishPacts(broker, { pacts, version: commit, branch: 'main' })
 */
export async function publishPacts(
  broker: BrokerClient,
  publication: Publication,
): Promise<readonly BrokerNotice[]> {
  const index = await broker.index()
  const consumers = Map.groupBy(publication.pacts, ({ consumer }) => consumer)
  const notices: BrokerNotice[] = []
  for (const [consumer, pacts] of consumers) {
    const own = { ...publication, pacts }
    const isAtOnce = linksOf(index, 'pb:publish-contracts').length > 0
    notices.push(
      ...(await (isAtOnce ? publishAtOnce(broker, consumer, own) : publishEach(broker, consumer, own))),
    )
  }
  return notices
}

async function publishAtOnce(
  broker: BrokerClient,
  consumer: string,
  publication: Publication,
): Promise<readonly BrokerNotice[]> {
  const { pacts, version, branch, tags = [], buildUrl, onConflict = 'overwrite' } = publication
  const body: JsonObject = {
    pacticipantName: consumer,
    pacticipantVersionNumber: version,
    ...(branch === undefined ? {} : { branch }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
    contracts: pacts.map((pact) => contractOf(pact, onConflict)),
  }
  const answer = await broker.send('POST', requireLink(await broker.index(), 'pb:publish-contracts'), body)
  return noticesIn(answer)
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

/** A broker before 2.86: branch and tags first, so that what it does for new pacts sees them. */
async function publishEach(
  broker: BrokerClient,
  consumer: string,
  { pacts, version, branch, tags = [] }: Publication,
): Promise<readonly BrokerNotice[]> {
  const index = await broker.index()
  const named = { pacticipant: consumer, version }
  if (branch !== undefined)
    await broker.send('PUT', requireLink(index, 'pb:pacticipant-branch-version', { ...named, branch }), {})
  for (const tag of tags)
    await broker.send('PUT', requireLink(index, 'pb:pacticipant-version-tag', { ...named, tag }), {})
  const notices: BrokerNotice[] = []
  for (const pact of pacts) {
    const { provider } = pact
    const link = requireLink(index, 'pb:publish-pact', {
      consumer,
      provider,
      consumerApplicationVersion: version,
    })
    await broker.send('PUT', link, JSON.parse(writePact(pact)) as Json)
    notices.push({ type: 'success', text: `Published the pact of ${consumer} ${version} with ${provider}.` })
  }
  return notices
}
