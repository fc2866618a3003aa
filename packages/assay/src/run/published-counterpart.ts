import { pairInteractions } from '../contract/file/same-contract.ts'
import type { Pact } from '../contract/model/pact.ts'
import type { PactResult } from '../contract/provider/verify-pact.ts'
import type { BrokerClient } from '../contract/sources/broker-client.ts'
import { findPact } from '../contract/sources/fetch-pacts.ts'
import { linksOf } from '../contract/sources/hal.ts'
import type { SourcedPact } from '../contract/sources/sourced-pact.ts'

/** A result with the pact of the broker that it counts for, or why there is none. */
export type Counterpart = { readonly result: PactResult } | { readonly missing: string }

export interface PublishedPacts {
  /** Of the consumers, as it is run here. */
  readonly version: string
  /** What the broker has for the provider from other versions. */
  readonly selected: () => Promise<readonly SourcedPact[]>
}

/**
 * The result of a pact as one of what the broker has. A file that was verified counts for the pact of
 * the same version of its consumer, or of a version that is selected, if that says the same: a broker
 * keeps results by what a pact says.
 *
 * @throws AssayError `broker_…`
 */
export async function publishedCounterpart(
  broker: BrokerClient,
  result: PactResult,
  { version, selected }: PublishedPacts,
): Promise<Counterpart> {
  const { consumer, provider, others } = result.pact
  if (linksOf(others, 'pb:publish-verification-results').length > 0) return { result }
  const own = await findPact(broker, { consumer, provider, version })
  const counterpart = own && resultFor(own.pact, result)
  if (counterpart !== undefined) return { result: counterpart }
  for (const { pact } of await selected()) {
    const other = resultFor(pact, result)
    if (other !== undefined) return { result: other }
  }
  const what = own === undefined ? 'no such pact' : 'another one'
  return { missing: `version ${version} of ${consumer} has published ${what}` }
}

/** The result as one of another pact, if that says the same. */
function resultFor(published: Pact, result: PactResult): PactResult | undefined {
  const pairs = pairInteractions(result.pact, published)
  if (pairs === undefined) return undefined
  const counterparts = new Map(pairs.map(({ left, right }) => [left, right]))
  const results = result.results.map((one) => ({
    ...one,
    interaction: counterparts.get(one.interaction) ?? one.interaction,
  }))
  return { ...result, pact: published, results }
}
