import { equal, notEqual, ok } from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { type DataTable, Then, When } from '@cucumber/cucumber'
import { judgeMock } from '../../../src/contract/consumer/judge-mock.ts'
import { MockServer } from '../../../src/contract/consumer/mock-server.ts'
import type { HttpInteraction } from '../../../src/contract/model/pact.ts'
import { askServer, type Received } from '../support/ask-server.ts'
import { consumerPactFile, PARTIES, writeConsumerPact } from '../support/consumer-pact.ts'
import { readFixture } from '../support/fixtures.ts'
import { changedRequest } from '../support/interactions.ts'
import { perScenario, scenario } from '../support/scenario.ts'
import { headersOf, rowOf } from '../support/tables.ts'
import { interactionNumbered, interactionsNumbered } from './http-interactions.ts'

const mock = perScenario((): { server?: MockServer; response?: Received } => ({}))

/** The mock of the scenario. */
export function mockServer(): MockServer {
  const { server } = mock()
  if (server === undefined) throw new Error('The mock server has not been started.')
  return server
}

When('the mock server is started with interaction {int}', (number: number) =>
  start([interactionNumbered(number)]),
)

When('the mock server is started with interactions {string}', (list: string) =>
  start(interactionsNumbered(list)),
)

When(
  'the mock server is started with interaction {int} but with the following changes:',
  (number: number, table: DataTable) => {
    const interaction = interactionNumbered(number)
    return start([{ ...interaction, request: changedRequest(interaction.request, rowOf(table)) }])
  },
)

When('request {int} is made to the mock server', async (number: number) => {
  mock().response = await askServer(mockServer().url, interactionNumbered(number).request)
})

When(
  'request {int} is made to the mock server with the following changes:',
  async (number: number, table: DataTable) => {
    const row = rowOf(table)
    const request = changedRequest(interactionNumbered(number).request, row)
    const raw = row['raw headers']
    mock().response = await askServer(mockServer().url, request, raw === undefined ? [] : headersOf(raw))
  },
)

When('the pact test is done', async () => {
  const server = mockServer()
  await server[Symbol.asyncDispose]()
  if (judgeMock(PARTIES.provider, server) !== undefined) return
  await writeConsumerPact(server.expected.map(({ interaction }) => interaction))
})

Then('a {int} success response is returned', (status: number) => equal(response().status, status))

Then('a {int} error response is returned', (status: number) => equal(response().status, status))

Then('the payload will contain the {string} JSON document', (name: string) =>
  equal(response().body.toString('utf8'), readFixture(`${name}.json`).toString('utf8')),
)

Then('the content type will be set as {string}', (type: string) =>
  equal(response().headers['content-type'], type),
)

Then('the mock server status will be OK', () => equal(judgeMock(PARTIES.provider, mockServer()), undefined))

Then('the mock server status will NOT be OK', () =>
  notEqual(judgeMock(PARTIES.provider, mockServer()), undefined),
)

Then('the mock server will write out a Pact file for the interaction(s) when done', () =>
  ok(existsSync(consumerPactFile()), `${consumerPactFile()} was not written`),
)

Then('the mock server will NOT write out a Pact file for the interaction(s) when done', () =>
  ok(!existsSync(consumerPactFile()), `${consumerPactFile()} was written`),
)

function response(): Received {
  const received = mock().response
  if (received === undefined) throw new Error('No request has been made to the mock server.')
  return received
}

async function start(interactions: readonly HttpInteraction[]): Promise<void> {
  const server = await MockServer.listen({ provider: PARTIES.provider, interactions, seed: scenario().title })
  mock().server = scenario().resources.use(server)
}
