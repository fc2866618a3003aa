import { pairInteractions } from '../contract/file/same-contract.ts'
import type { PactResult } from '../contract/provider/verify-pact.ts'
import type { BrokerClient } from '../contract/sources/broker-client.ts'
import { findPact } from '../contract/sources/fetch-pacts.ts'
import { linksOf } from '../contract/sources/hal.ts'

/** A result with the pact of the broker that it counts for, or why there is none. */
export type Counterpart = { readonly result: PactResult } | { readonly missing: string }

/**
 * The result of a pact as one of what the broker has. A file that was verified counts for the pact of
 * the same version of its consumer, if that says the same.
 *
 * @throws AssayError `broker_…`
 */
export async function publishedCounterpart(
  broker: BrokerClient,
  result: PactResult,
  version: string,
): Promise<Counterpart> {
  const { consumer, provider, others } = result.pact
  if (linksOf(others, 'pb:publish-verification-results').length > 0) return { result }
  const published = await findPact(broker, { consumer, provider, version })
  if (published === undefined)
    return { missing: `version ${version} of ${consumer} has published no such pact` }
  const pairs = pairInteractions(result.pact, published.pact)
  if (pairs === undefined) return { missing: `version ${version} of ${consumer} has published another one` }
  const counterparts = new Map(pairs.map(({ left, right }) => [left, right]))
  const results = result.results.map((one) => ({
    ...one,
    interaction: counterparts.get(one.interaction) ?? one.interaction,
  }))
  return { result: { ...result, pact: published.pact, results } }
}
