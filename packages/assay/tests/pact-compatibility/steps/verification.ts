import { deepEqual, equal, notEqual, ok } from 'node:assert/strict'
import { Given, Then, When } from '@cucumber/cucumber'
import type { InteractionResult } from '../../../src/contract/provider/interaction-result.ts'
import type { RequestFilter } from '../../../src/contract/provider/request-filters.ts'
import type {
  MessageSource,
  StateSource,
  VerifiedProvider,
} from '../../../src/contract/provider/verified-provider.ts'
import { type PactResult, verifyPact } from '../../../src/contract/provider/verify-pact.ts'
import type { BrokerClient } from '../../../src/contract/sources/broker-client.ts'
import { fetchPacts } from '../../../src/contract/sources/fetch-pacts.ts'
import { publishResults } from '../../../src/contract/sources/publish-results.ts'
import { readPactFiles } from '../../../src/contract/sources/read-pact-files.ts'
import type { SourcedPact } from '../../../src/contract/sources/sourced-pact.ts'
import { perScenario } from '../support/scenario.ts'

/** The provider that all scenarios verify. */
export const PROVIDER = 'p'
export const PROVIDER_VERSION = '1.2.3'

/** What is verified, and how. */
interface Verification {
  url?: string
  states?: StateSource
  messages?: MessageSource
  readonly requestFilters: RequestFilter[]
  readonly files: string[]
  broker?: BrokerClient
  isPublished: boolean
  results: readonly PactResult[]
}

export const verification = perScenario(
  (): Verification => ({ requestFilters: [], files: [], isPublished: false, results: [] }),
)

Given('publishing of verification results is enabled', () => {
  verification().isPublished = true
})

When('the verification is run', async () => {
  const { broker, isPublished } = verification()
  const provider = verifiedProvider()
  const results: PactResult[] = []
  for (const { pact, isPending, warnings } of await sourcedPacts()) {
    deepEqual(warnings, [])
    results.push(await verifyPact(pact, provider, { isPending }))
  }
  verification().results = results
  if (broker !== undefined && isPublished) {
    const published = await publishResults(broker, results, { version: PROVIDER_VERSION })
    deepEqual(
      published.filter((one) => !one.isPublished),
      [],
    )
  }
})

Then('the verification will be successful', () => {
  for (const { outcome, results } of verified()) equal(outcome, 'passed', JSON.stringify(failuresOf(results)))
})

Then('the verification will NOT be successful', () =>
  ok(
    verified().some(({ outcome }) => outcome === 'failed'),
    'no pact failed',
  ),
)

Then('the verification results will contain a {string} error', (text: string) =>
  assertFailure('failed', text),
)

Then('there will be a pending {string} error', (text: string) => assertFailure('pending-failed', text))

/** The results of every interaction. */
export function interactionResults(): readonly InteractionResult[] {
  return verified().flatMap(({ results }) => results)
}

function verified(): readonly PactResult[] {
  const { results } = verification()
  notEqual(results.length, 0, 'nothing has been verified')
  return results
}

async function sourcedPacts(): Promise<readonly SourcedPact[]> {
  const { files, broker } = verification()
  const ofBroker =
    broker === undefined
      ? []
      : await fetchPacts(broker, { provider: PROVIDER, selectors: [{ latest: true }] })
  return [...(files.length === 0 ? [] : await readPactFiles(files)), ...ofBroker]
}

function verifiedProvider(): VerifiedProvider {
  const { url, states, messages, requestFilters } = verification()
  return { name: PROVIDER, url, states, messages, requestFilters }
}

function assertFailure(outcome: InteractionResult['outcome'], text: string): void {
  const failures = failuresOf(interactionResults().filter((result) => result.outcome === outcome))
  ok(
    failures.some((message) => message.includes(text)),
    `"${text}" is in none of: ${failures.join('\n')}`,
  )
}

function failuresOf(results: readonly InteractionResult[]): readonly string[] {
  return results.flatMap(({ failure }) => (failure === undefined ? [] : [failure.message]))
}
