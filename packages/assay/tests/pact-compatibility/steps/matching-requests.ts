import { deepEqual, notDeepEqual, ok } from 'node:assert/strict'
import { type DataTable, Given, Then, When } from '@cucumber/cucumber'
import { bytesOf } from '../../../src/contract/consumer/check-interaction.ts'
import { matchRequest } from '../../../src/contract/matching/match-request.ts'
import type { Mismatch } from '../../../src/contract/matching/mismatch.ts'
import type { HttpRequest } from '../../../src/contract/model/pact.ts'
import { changedRequest, readInteraction } from '../support/interactions.ts'
import { hasMismatch } from '../support/mismatches.ts'
import { perScenario } from '../support/scenario.ts'
import { rowOf, rowsOf } from '../support/tables.ts'

interface Compared {
  expected: HttpRequest | undefined
  readonly received: HttpRequest[]
  /** Those of each request that was compared. */
  mismatches: readonly (readonly Mismatch[])[]
}

const comparison = perScenario((): Compared => ({ expected: undefined, received: [], mismatches: [] }))

Given('an expected request with a(n) {string} header of {string}', (name: string, value: string) => {
  comparison().expected = readInteraction({ request: { headers: { [name]: value } } }).request
})

Given('an expected request configured with the following:', (table: DataTable) => {
  comparison().expected = changedRequest(plainRequest(), rowOf(table))
})

Given('a request is received with a(n) {string} header of {string}', (name: string, value: string) => {
  comparison().received.push({ ...plainRequest(), headers: { [name]: [value] } })
})

Given('a request is received with the following:', (table: DataTable) => {
  comparison().received.push(changedRequest(plainRequest(), rowOf(table)))
})

Given('the following requests are received:', (table: DataTable) => {
  comparison().received.push(...rowsOf(table).map((row) => changedRequest(plainRequest(), row)))
})

When('the request is compared to the expected one', () => compareAll())

When('the requests are compared to the expected one', () => compareAll())

Then('the comparison should be OK', () => deepEqual(compared().flat(), []))

Then('the comparison should NOT be OK', () => notDeepEqual(compared().flat(), []))

Then(
  'the mismatches will contain a mismatch with error {string} -> {string}',
  (where: string, error: string) =>
    ok(
      hasMismatch(compared().flat(), { where, error }),
      `only these mismatches: ${JSON.stringify(compared(), undefined, 2)}`,
    ),
)

function compareAll(): void {
  const { expected, received } = comparison()
  if (expected === undefined) throw new Error('No request is expected.')
  comparison().mismatches = received.map((request) =>
    matchRequest(expected, { ...request, body: bytesOf(request.body) }),
  )
}

function compared(): Compared['mismatches'] {
  const { mismatches, received } = comparison()
  ok(received.length > 0 && mismatches.length === received.length, 'no requests have been compared')
  return mismatches
}

function plainRequest(): HttpRequest {
  return readInteraction({}).request
}
