import { equal, notEqual } from 'node:assert/strict'
import { Given, Then } from '@cucumber/cucumber'
import { startBroker } from '../../../src/broker/broker.ts'
import { connectBroker } from '../../../src/contract/sources/broker-client.ts'
import { fetchMatrix, type MatrixRow } from '../../../src/contract/sources/fetch-matrix.ts'
import { publishPacts } from '../../../src/contract/sources/publish-pacts.ts'
import { perScenario, scenario } from '../support/scenario.ts'
import { interactionNumbered } from './http-interactions.ts'
import { consumerOf, pactFor } from './pacts-to-verify.ts'
import { PROVIDER, PROVIDER_VERSION, verification } from './verification.ts'

const publishedConsumers = perScenario((): string[] => [])

Given('a Pact file for interaction {int} is to be verified from a Pact broker', async (number: number) => {
  const state = verification()
  if (state.broker === undefined) {
    const { url } = scenario().resources.use(await startBroker())
    state.broker = connectBroker({ url })
  }
  const pact = pactFor(interactionNumbered(number), consumerOf(number))
  await publishPacts(state.broker, { pacts: [pact], version: '1.0.0' })
  publishedConsumers().push(pact.consumer)
})

Then('a verification result will NOT be published back', async () => {
  const rows = await Promise.all(publishedConsumers().map(matrixRow))
  notEqual(rows.length, 0, 'the broker has no pacts')
  for (const { isVerified } of rows) equal(isVerified, undefined)
})

Then('a successful verification result will be published back for interaction \\{{int}}', (number: number) =>
  assertPublished(number, true),
)

Then('a failed verification result will be published back for the interaction \\{{int}}', (number: number) =>
  assertPublished(number, false),
)

async function assertPublished(number: number, isVerified: boolean): Promise<void> {
  const row = await matrixRow(consumerOf(number))
  equal(row.isVerified, isVerified)
  equal(row.providerVersion, PROVIDER_VERSION)
}

/** What the broker itself says about the pact of a consumer. */
async function matrixRow(consumer: string): Promise<MatrixRow> {
  const { broker } = verification()
  if (broker === undefined) throw new Error('The scenario has no broker.')
  const { rows } = await fetchMatrix(broker, {
    selectors: [{ pacticipant: consumer }, { pacticipant: PROVIDER }],
  })
  const [row] = rows
  if (row === undefined || rows.length > 1)
    throw new Error(`The broker has ${rows.length} pacts of ${consumer}.`)
  return row
}
