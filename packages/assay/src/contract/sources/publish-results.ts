import { packageVersion } from '../../base/package-version.ts'
import type { Mismatch } from '../matching/mismatch.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { InteractionResult } from '../provider/interaction-result.ts'
import type { PactResult } from '../provider/verify-pact.ts'
import { type BrokerClient, requireLink } from './broker-client.ts'
import { linksOf } from './hal.ts'

/** Which version of the provider was verified. */
export interface VerifiedVersion {
  readonly version: string
  readonly branch?: string
  readonly tags?: readonly string[]
  readonly buildUrl?: string
}

/** What became of the result of one pact. */
export interface PublishedResult {
  readonly result: PactResult
  readonly isPublished: boolean
  /** Why it was not. */
  readonly reason: string | undefined
}

/**
 * Publishes the results of pacts to the broker they came from. What was not verified completely is
 * not published: the broker would take it for the whole.
 *
 * @throws AssayError `broker_…`
 * @example
 * await publishResults(broker, results, { version: commit, branch: 'main', buildUrl })
 */
export async function publishResults(
  broker: BrokerClient,
  results: readonly PactResult[],
  version: VerifiedVersion,
): Promise<readonly PublishedResult[]> {
  const judged = results.map((result) => ({ result, reason: reasonNotTo(result) }))
  const [first] = judged.filter(({ reason }) => reason === undefined)
  // Before the results: what the broker does when they come may depend on the branch.
  if (first !== undefined) await describeVersion(broker, first.result, version)
  const published: PublishedResult[] = []
  for (const { result, reason } of judged) {
    if (reason === undefined) {
      const link = requireLink(result.pact.others, PUBLISH)
      await broker.send('POST', link, verificationOf(result, version))
    }
    published.push({ result, isPublished: reason === undefined, reason })
  }
  return published
}

const PUBLISH = 'pb:publish-verification-results'

function reasonNotTo({ pact, results, isComplete }: PactResult): string | undefined {
  if (linksOf(pact.others, PUBLISH).length === 0) return 'it does not come from a broker'
  if (!isComplete) return 'only some of its interactions were asked for'
  if (results.length === 0) return 'it has no interactions'
  return results.some(({ outcome }) => outcome === 'not-run') ? 'it was not verified to its end' : undefined
}

async function describeVersion(
  broker: BrokerClient,
  { pact }: PactResult,
  { version, branch, tags = [] }: VerifiedVersion,
): Promise<void> {
  if (branch === undefined && tags.length === 0) return
  const provider = await broker.get(requireLink(pact.others, 'pb:provider'))
  if (branch !== undefined)
    await broker.send('PUT', requireLink(provider, 'pb:branch-version', { branch, version }), {})
  for (const tag of tags)
    await broker.send('PUT', requireLink(provider, 'pb:version-tag', { version, tag }), {})
}

/** The result of a pact as brokers keep it. A pending failure is a failure there. */
export function verificationOf({ results }: PactResult, { version, buildUrl }: VerifiedVersion): JsonObject {
  return {
    success: results.every(({ outcome }) => outcome === 'passed'),
    providerApplicationVersion: version,
    ...(buildUrl === undefined ? {} : { buildUrl }),
    verifiedBy: { implementation: 'assay', version: packageVersion() },
    testResults: results.map(testResultOf),
  }
}

function testResultOf({ interaction, outcome, mismatches, failure }: InteractionResult): JsonObject {
  const id = interaction.others['_id']
  const isException = failure !== undefined && mismatches.length === 0
  return {
    ...(typeof id === 'string' ? { interactionId: id } : {}),
    interactionDescription: interaction.description,
    success: outcome === 'passed',
    ...(mismatches.length === 0 ? {} : { mismatches: mismatches.map(mismatchToJson) }),
    ...(isException
      ? { exceptions: [{ message: [failure.message, ...(failure.evidence ?? [])].join('\n') }] }
      : {}),
  }
}

function mismatchToJson({ kind, where, sentence }: Mismatch): Json {
  return {
    attribute: kind === 'body-type' ? 'body' : kind,
    ...(where === '' ? {} : { identifier: where }),
    description: sentence,
  }
}
