import { deepEqual, notDeepEqual, ok } from 'node:assert/strict'
import { type DataTable, Given, Then, When } from '@cucumber/cucumber'
import { bytesOf } from '../../../src/contract/consumer/check-interaction.ts'
import { matchResponse } from '../../../src/contract/matching/match-response.ts'
import type { Mismatch } from '../../../src/contract/matching/mismatch.ts'
import type { HttpResponse } from '../../../src/contract/model/pact.ts'
import { changedResponse, readInteraction, responseRow } from '../support/interactions.ts'
import { hasMismatch } from '../support/mismatches.ts'
import { perScenario } from '../support/scenario.ts'
import { rowOf } from '../support/tables.ts'

interface Compared {
  expected?: HttpResponse
  received?: HttpResponse
  mismatches?: readonly Mismatch[]
}

const comparison = perScenario((): Compared => ({}))

Given('an expected response configured with the following:', (table: DataTable) => {
  comparison().expected = changedResponse(plainResponse(), responseRow(rowOf(table)))
})

Given('a status {int} response is received', (status: number) => {
  comparison().received = { ...plainResponse(), status }
})

When('the response is compared to the expected one', () => {
  const { expected, received } = comparison()
  if (expected === undefined || received === undefined)
    throw new Error('There are no two responses to compare.')
  comparison().mismatches = matchResponse(expected, { ...received, body: bytesOf(received.body) })
})

Then('the response comparison should be OK', () => deepEqual(compared(), []))

Then('the response comparison should NOT be OK', () => notDeepEqual(compared(), []))

Then(
  'the response mismatches will contain a {string} mismatch with error {string}',
  (kind: string, error: string) =>
    ok(
      hasMismatch(compared(), { kind, error }),
      `only these mismatches: ${JSON.stringify(compared(), undefined, 2)}`,
    ),
)

function compared(): readonly Mismatch[] {
  const { mismatches } = comparison()
  if (mismatches === undefined) throw new Error('No response has been compared.')
  return mismatches
}

function plainResponse(): HttpResponse {
  return readInteraction({}).response
}
