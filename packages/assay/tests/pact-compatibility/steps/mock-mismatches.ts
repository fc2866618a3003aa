import { ok } from 'node:assert/strict'
import { Then } from '@cucumber/cucumber'
import type { UnexpectedRequest } from '../../../src/contract/consumer/mock-server.ts'
import type { Mismatch } from '../../../src/contract/matching/mismatch.ts'
import { targetOf } from '../../../src/contract/provider/outgoing-request.ts'
import { hasMismatch } from '../support/mismatches.ts'
import { interactionNumbered } from './http-interactions.ts'
import { mockServer } from './mock-server.ts'

Then('the mock server status will be mismatches', () =>
  ok(mockServer().unexpected.some(isMismatch), 'no request was nearly the expected one'),
)

Then(
  'the mock server status will be an expected but not received error for interaction \\{{int}}',
  (number: number) => {
    const { description } = interactionNumbered(number)
    const missing = mockServer().expected.filter(({ count }) => count === 0)
    ok(
      missing.some(({ interaction }) => interaction.description === description),
      `it was received: ${description}`,
    )
  },
)

Then(
  'the mock server status will be an unexpected {string} request received error for interaction \\{{int}}',
  (method: string, number: number) =>
    assertUnexpected(`${method} ${targetOf(interactionNumbered(number).request)}`),
)

Then(
  'the mock server status will be an unexpected {string} request received error for path {string}',
  (method: string, path: string) => assertUnexpected(`${method} ${path}`),
)

Then('the mismatches will contain a {string} mismatch with error {string}', (kind: string, error: string) =>
  assertMismatch({ kind, error }),
)

Then(
  'the mismatches will contain a {string} mismatch with path {string} with error {string}',
  (kind: string, where: string, error: string) => assertMismatch({ kind, where, error }),
)

/** A request that is another one altogether is unexpected; one that differs inside is a mismatch. */
function isMismatch({ near }: UnexpectedRequest): boolean {
  return near.some(({ mismatches }) => mismatches.every(({ kind }) => kind !== 'method' && kind !== 'path'))
}

function assertUnexpected(line: string): void {
  const { unexpected } = mockServer()
  const found = unexpected.find(({ request }) => request === line || request.startsWith(`${line} with `))
  ok(found, `"${line}" is none of: ${unexpected.map(({ request }) => request).join(', ')}`)
  ok(!isMismatch(found), `"${line}" was nearly the expected one`)
}

function assertMismatch(wanted: Parameters<typeof hasMismatch>[1]): void {
  const mismatches: readonly Mismatch[] = mockServer().unexpected.flatMap(({ near }) =>
    near.flatMap((miss) => miss.mismatches),
  )
  ok(hasMismatch(mismatches, wanted), `only these mismatches: ${JSON.stringify(mismatches, undefined, 2)}`)
}
