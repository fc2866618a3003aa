import type { Pact } from '../contract/model/pact.ts'
import type { PactResult } from '../contract/provider/verify-pact.ts'
import type { BrokerClient } from '../contract/sources/broker-client.ts'
import { publishPacts } from '../contract/sources/publish-pacts.ts'
import { publishResults } from '../contract/sources/publish-results.ts'
import type { SourcedPact } from '../contract/sources/sourced-pact.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import type { TestResult } from '../model/test-result.ts'
import { type BrokerConnection, brokerOf, selectedPacts } from './contract-broker.ts'
import { pactsInFolder } from './contract-pacts.ts'
import { publishedCounterpart } from './published-counterpart.ts'
import type { ContractPublication } from './run-options.ts'

/** What a run has found out about contracts. */
export interface PublishOptions extends BrokerConnection {
  readonly system: System
  readonly selection: Selection
  readonly publication: ContractPublication
  /** Of the whole run: a consumer whose tests failed publishes nothing. */
  readonly tests: readonly TestResult[]
  /** What verifying the providers has shown. */
  readonly verified: readonly PactResult[]
  /** Told what is published and what is not, in sentences. */
  readonly onNote: (text: string) => void
}

/**
 * Publishes the pacts of the consumers of a system and the results of its providers, under the version
 * that was run.
 *
 * @throws AssayError `broker_…`
 */
export async function publishContracts(options: PublishOptions): Promise<void> {
  const broker = brokerOf(options.system, options)
  if (options.publication.hasPacts) await publishOwnPacts(broker, options)
  const byProvider = Map.groupBy(options.verified, ({ pact }) => pact.provider)
  for (const [provider, results] of byProvider)
    await publishResultsOf(broker, provider, { ...options, results })
}

async function publishOwnPacts(broker: BrokerClient, options: PublishOptions): Promise<void> {
  const { system, onNote } = options
  const { version } = options.publication
  const { pacts } = await pactsInFolder(system)
  const own = pacts.map(({ sourced }) => sourced.pact).filter(({ consumer }) => isSelected(consumer, options))
  const proven: Pact[] = []
  for (const pact of own) {
    const { consumer, provider } = pact
    const failed = failedTest(consumer, options)
    if (failed === undefined) proven.push(pact)
    else
      onNote(`the pact of ${consumer} with ${provider} is not published: tests of ${failed.service} failed`)
  }
  if (proven.length === 0) return
  await publishPacts(broker, { ...version, pacts: proven })
  onNote(`${count(proven.length, 'pact')} published as version ${version.version} to ${broker.url}`)
}

/** Others' pacts, such as that of a mobile app, are theirs to publish. */
function isSelected(consumer: string, { system, selection }: PublishOptions): boolean {
  const { services } = selection
  return system.services.has(consumer) && (services.length === 0 || services.includes(consumer))
}

/**
 * A test of a consumer, or of the whole system, that failed: nobody knows for whom it stands. What verifies
 * a service as a provider says nothing about what it expects of others.
 */
function failedTest(consumer: string, { system, tests }: PublishOptions): TestResult | undefined {
  return tests.find(
    ({ level, service, status, source }) =>
      level === 'contract' &&
      (service === consumer || service === system.name) &&
      status === 'failed' &&
      source !== 'contract',
  )
}

async function publishResultsOf(
  broker: BrokerClient,
  provider: string,
  { system, results, publication, onNote }: PublishOptions & { readonly results: readonly PactResult[] },
): Promise<void> {
  const { version } = publication
  const { branch } = version
  let selecting: Promise<readonly SourcedPact[]> | undefined
  const selected = () => {
    selecting ??= selectedPacts(broker, system, { provider, branch })
    return selecting
  }
  const publishable: PactResult[] = []
  for (const result of results) {
    const found = await publishedCounterpart(broker, result, { version: version.version, selected })
    if ('result' in found) publishable.push(found.result)
    else onNote(notPublished(result.pact, found.missing))
  }
  const outcomes = await publishResults(broker, publishable, version)
  for (const { result, reason } of outcomes)
    if (reason !== undefined) onNote(notPublished(result.pact, reason))
  const published = outcomes.filter(({ isPublished }) => isPublished)
  if (published.length > 0)
    onNote(`${count(published.length, 'result')} of ${provider} published as version ${version.version}`)
}

function notPublished({ consumer, provider }: Pact, reason: string): string {
  return `the result of ${provider} for ${consumer} is not published: ${reason}`
}

function count(items: number, what: string): string {
  return `${items} ${what}${items === 1 ? '' : 's'}`
}
