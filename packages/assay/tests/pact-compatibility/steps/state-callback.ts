import { equal, notEqual, ok } from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { type DataTable, Given, Then } from '@cucumber/cucumber'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import { bodyOf, startServer } from '../../../src/contract/provider/fixtures/listening.ts'
import { occurrences } from '../support/occurrences.ts'
import { scenario } from '../support/scenario.ts'
import { parametersOf } from '../support/tables.ts'
import { verification } from './verification.ts'

/** What the callback is told. */
interface StateChange {
  readonly state: string
  readonly action: 'setup' | 'teardown'
  readonly params: JsonObject
}

Given('a provider state callback is configured', () => startCallback(200))

Given('a provider state callback is configured, but will return a failure', () => startCallback(500))

Then('the provider state callback will be called before the verification is run', () => {
  const [setUp, provider] = [indexOf('setup'), occurrences().findIndex(({ server }) => server === 'provider')]
  notEqual(setUp, -1, 'no state was set up')
  ok(provider === -1 || setUp < provider, 'the provider was asked first')
})

Then('the provider state callback will be called after the verification is run', () => {
  const provider = occurrences().findLastIndex(({ server }) => server === 'provider')
  notEqual(provider, -1, 'the provider was not asked')
  ok(indexOf('teardown') > provider, 'no state was torn down after the provider was asked')
})

Then(
  'the provider state callback will receive a setup call with {string} as the provider state parameter',
  (state: string) => assertCalled({ state, action: 'setup' }),
)

Then(
  'the provider state callback will receive a teardown call {string} as the provider state parameter',
  (state: string) => assertCalled({ state, action: 'teardown' }),
)

Then(
  'the provider state callback will receive a setup call with {string} and the following parameters:',
  (state: string, table: DataTable) => assertCalled({ state, action: 'setup', params: parametersOf(table) }),
)

Then(
  'the provider state callback will receive a teardown call {string} and the following parameters:',
  (state: string, table: DataTable) =>
    assertCalled({ state, action: 'teardown', params: parametersOf(table) }),
)

Then('the provider state callback will NOT receive a teardown call', () => {
  notEqual(changes().length, 0, 'the callback was not called at all')
  equal(indexOf('teardown'), -1)
})

/** A handler of state changes as providers have it: an address of its own. */
async function startCallback(status: number): Promise<void> {
  const seen = occurrences()
  const server = await startServer(async (request, response) => {
    const body: unknown = JSON.parse(await bodyOf(request))
    seen.push({ server: 'state callback', headers: request.headers, body })
    response.writeHead(status).end()
  })
  scenario().resources.use(server)
  verification().states = { url: `${server.url}/states`, hasTeardown: true }
}

function assertCalled(wanted: Partial<StateChange>): void {
  const isWanted = (change: StateChange) => isDeepStrictEqual({ ...change, ...wanted }, change)
  ok(changes().some(isWanted), `only these calls: ${JSON.stringify(changes())}`)
}

function changes(): readonly StateChange[] {
  return occurrences().flatMap(({ server, body }) =>
    server === 'state callback' ? [body as StateChange] : [],
  )
}

function indexOf(action: StateChange['action']): number {
  return occurrences().findIndex(
    ({ server, body }) => server === 'state callback' && (body as StateChange).action === action,
  )
}
