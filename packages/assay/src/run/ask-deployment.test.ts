import { expect, onTestFinished, test } from 'vitest'
import { startBroker } from '../broker/broker.ts'
import { readPact } from '../contract/file/read-pact.ts'
import type { Pact } from '../contract/model/pact.ts'
import { concludePact } from '../contract/provider/verify-pact.ts'
import { connectBroker } from '../contract/sources/broker-client.ts'
import { createEnvironment } from '../contract/sources/environments.ts'
import { fetchPacts } from '../contract/sources/fetch-pacts.ts'
import { publishPacts } from '../contract/sources/publish-pacts.ts'
import { publishResults } from '../contract/sources/publish-results.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { askDeployments } from './ask-deployment.ts'

const EVERYTHING: Selection = { levels: [], services: [], tags: [], name: undefined, changedSince: undefined }
const COMMAND = { dependencies: [], command: ['node', 'main.mjs'] }

function pactOf(consumer: string, provider: string): Pact {
  const text = JSON.stringify({
    ...{ consumer: { name: consumer }, provider: { name: provider } },
    interactions: [
      { description: 'a thing', request: { method: 'GET', path: '/' }, response: { status: 200 } },
    ],
    metadata: { pactSpecification: { version: '2.0.0' } },
  })
  return readPact(text, 'a test').pact
}

/** A broker with an environment, and a system without pacts of its own; `payments` is a third party. */
async function startTogether() {
  const broker = await startBroker()
  onTestFinished(() => broker[Symbol.asyncDispose]())
  const client = connectBroker({ url: broker.url })
  await createEnvironment(client, { name: 'production', isProduction: true })
  const services = { products: COMMAND, reviews: COMMAND, payments: { dependencies: [] } }
  const system = {
    ...{ name: 'shop', directory: import.meta.dirname },
    services: new Map(Object.entries(services).map(([name, service]) => [name, { name, ...service }])),
    gates: [{ thresholds: { canIDeploy: 'production' } }],
    contracts: { pacts: 'nowhere', isPactsNamed: false, broker: { url: broker.url } },
  } as unknown as System
  const ask = async (verified: readonly Pact[], inherited: Readonly<Record<string, string>> = {}) => {
    const [verdict] = await askDeployments({
      ...{ system, selection: EVERYTHING, source: undefined, version: 'c1', inherited },
      signal: new AbortController().signal,
      verified: verified.map((pact) => concludePact(pact, [], 0)),
    })
    return verdict
  }
  return { client, ask }
}

/** Publishes what a consumer expects of `products`, and that version c1 of it does that. */
async function meet(client: ReturnType<typeof connectBroker>, isMet: boolean): Promise<void> {
  await publishPacts(client, { pacts: [pactOf('web', 'products')], version: 'w1', branch: 'main' })
  const [sourced] = await fetchPacts(client, { provider: 'products' })
  const { pact } = sourced!
  const results = pact.interactions.map((interaction) => ({
    ...{ interaction, outcome: isMet ? ('passed' as const) : ('failed' as const), durationMs: 1 },
    ...{ mismatches: [], warnings: [], failure: undefined, exchange: undefined },
  }))
  await publishResults(client, [concludePact(pact, results, results.length)], { version: 'c1' })
}

test('a service whose pacts are only at the broker is asked about too', async () => {
  const { client, ask } = await startTogether()
  await meet(client, true)
  expect(await ask([pactOf('web', 'products')])).toMatchObject({ answer: 'yes', reasons: [] })
  expect(await ask([])).toMatchObject({
    answer: 'not-asked',
    reasons: ['no service of the system has a contract'],
  })
})

test('a service of which the broker has never heard has no results', async () => {
  const { ask } = await startTogether()
  expect(await ask([pactOf('web', 'reviews')])).toMatchObject({
    answer: 'unknown',
    reasons: [expect.stringContaining('status 400'), 'There is no pacticipant reviews.'],
  })
})

test('a third party has no version of this run, and can be left out', async () => {
  const { client, ask } = await startTogether()
  await meet(client, true)
  await publishPacts(client, { pacts: [pactOf('products', 'payments')], version: 'c1', branch: 'main' })
  const verified = [pactOf('web', 'products'), pactOf('products', 'payments')]
  expect(await ask(verified)).toMatchObject({
    answer: 'unknown',
    reasons: [expect.stringContaining('payments')],
  })
  expect(await ask(verified, { PACT_BROKER_CAN_I_DEPLOY_IGNORE: 'payments' })).toMatchObject({
    answer: 'yes',
  })
})
