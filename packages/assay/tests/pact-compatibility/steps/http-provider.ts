import { equal, ok } from 'node:assert/strict'
import { type DataTable, Given, Then } from '@cucumber/cucumber'
import { bytesOf } from '../../../src/contract/consumer/check-interaction.ts'
import type { HttpInteraction } from '../../../src/contract/model/pact.ts'
import { type OutgoingRequest, targetOf } from '../../../src/contract/provider/outgoing-request.ts'
import { changedRequest, changedResponse, readInteraction, responseRow } from '../support/interactions.ts'
import { occurrences } from '../support/occurrences.ts'
import { serveResponses } from '../support/response-server.ts'
import { scenario } from '../support/scenario.ts'
import { headersOf, type Row, rowOf } from '../support/tables.ts'
import { interactionNumbered, interactionsNumbered } from './http-interactions.ts'
import { verification } from './verification.ts'

Given('a provider is started that returns the response from interaction {int}', (number: number) =>
  startProvider([interactionNumbered(number)]),
)

Given('a provider is started that returns the responses from interactions {string}', (list: string) =>
  startProvider(interactionsNumbered(list)),
)

Given(
  'a provider is started that returns the response from interaction {int}, with the following changes:',
  (number: number, table: DataTable) => {
    const interaction = interactionNumbered(number)
    const response = changedResponse(interaction.response, responseRow(rowOf(table)))
    return startProvider([{ ...interaction, response }])
  },
)

Given('a request filter is configured to make the following changes:', (table: DataTable) => {
  const row = rowOf(table)
  verification().requestFilters.push((request) => filtered(request, row))
})

Then('the request to the provider will contain the header {string}', (header: string) => {
  const [[name, value] = ['', '']] = headersOf(header)
  const requests = occurrences().filter(({ server }) => server === 'provider')
  ok(requests.length > 0, 'the provider got no request')
  for (const { headers } of requests) equal(headers[name.toLowerCase()], value)
})

async function startProvider(interactions: readonly HttpInteraction[]): Promise<void> {
  const server = scenario().resources.use(await serveResponses(interactions))
  verification().url = server.url
}

/** What the row says takes the place of what the request has. */
function filtered(request: OutgoingRequest, row: Row): OutgoingRequest {
  const plain = readInteraction({}).request
  const changed = changedRequest(plain, row)
  const isMoved = row['path'] !== undefined || row['query'] !== undefined
  const headers = Object.entries(changed.headers).map(([name, values]) => [
    name.toLowerCase(),
    values.join(', '),
  ])
  return {
    ...request,
    method: row['method'] ?? request.method,
    target: isMoved ? targetOf(changed) : request.target,
    headers: { ...request.headers, ...Object.fromEntries(headers) },
    body: row['body'] === undefined ? request.body : bytesOf(changed.body),
  }
}
