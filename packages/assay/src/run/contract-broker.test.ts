import { once } from 'node:events'
import { expect, test } from 'vitest'
import { startBroker } from '../broker/broker.ts'
import { readPact } from '../contract/file/read-pact.ts'
import type { Pact } from '../contract/model/pact.ts'
import { startServer } from '../contract/provider/fixtures/listening.ts'
import { connectBroker } from '../contract/sources/broker-client.ts'
import { createEnvironment } from '../contract/sources/environments.ts'
import { publishPacts } from '../contract/sources/publish-pacts.ts'
import { recordDeployment } from '../contract/sources/record-deployment.ts'
import type { SourcedPact } from '../contract/sources/sourced-pact.ts'
import type { ContractSpec } from '../model/contract-options.ts'
import type { SourceState } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { brokerPacts } from './contract-broker.ts'

const MAIN: SourceState = { commit: 'c2', branch: 'main', isMain: true, isDirty: false }
const FEATURE: SourceState = { commit: 'c2', branch: 'feat/x', isMain: false, isDirty: false }

function pactOf(consumer: string, description: string): Pact {
  const text = JSON.stringify({
    ...{ consumer: { name: consumer }, provider: { name: 'products' } },
    interactions: [{ description, request: { method: 'GET', path: '/' }, response: { status: 200 } }],
    metadata: { pactSpecification: { version: '2.0.0' } },
  })
  return readPact(text, 'a test').pact
}

/** A broker in which `web` and `mobile` publish, and a system that asks it; files hold `local`. */
async function startTogether(...local: readonly Pact[]) {
  const broker = await startBroker()
  const files = local.map(
    (pact): SourcedPact => ({ pact, source: 'a file', warnings: [], isPending: false, notices: [] }),
  )
  const client = connectBroker({ url: broker.url })
  const publish = (version: string, branch: string, ...pacts: readonly Pact[]) =>
    publishPacts(client, { pacts, version, branch })
  const notes: string[] = []
  const ask = async (source: SourceState, contracts: Partial<ContractSpec> = {}) => {
    const spec = {
      ...{ pacts: 'pacts', isPactsNamed: false, pending: true, isolation: 'interaction' },
      ...{ broker: { url: broker.url }, selectors: undefined, wipSince: undefined },
      ...contracts,
    }
    const system = { contracts: spec } as unknown as System
    const signal = new AbortController().signal
    const options = { inherited: {}, signal, source, onNote: (text: string) => notes.push(text) }
    const found = (await brokerPacts(system, options)?.('products', files)) ?? []
    return found.map(({ pact }) => `${pact.consumer}: ${pact.interactions[0]?.description}`).sort()
  }
  return { client, notes, publish, ask, [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose]() }
}

test('takes what the main branches and this branch expect, and what is in use', async () => {
  await using at = await startTogether()
  await at.publish('c1', 'main', pactOf('web', 'of main'), pactOf('mobile', 'of main'))
  await at.publish('c3', 'feat/x', pactOf('web', 'of the feature'))
  await at.publish('c4', 'other', pactOf('web', 'of another branch'))
  expect(await at.ask(MAIN)).toEqual(['mobile: of main', 'web: of main'])
  expect(await at.ask(FEATURE)).toEqual(['mobile: of main', 'web: of main', 'web: of the feature'])
  const wip = { wipSince: '2020-01-01' }
  expect(await at.ask(FEATURE, wip)).toContain('web: of another branch')
  expect(await at.ask(FEATURE, { selectors: [{ branch: 'other' }] })).toEqual(['web: of another branch'])
})

test('a file stands in for the same branch, and for nothing else', async () => {
  await using at = await startTogether(pactOf('web', 'of the file'))
  await at.publish('c0', 'main', pactOf('web', 'deployed'))
  await createEnvironment(at.client, { name: 'production', isProduction: true })
  await recordDeployment(at.client, { pacticipant: 'web', version: 'c0', environment: 'production' })
  await at.publish('c1', 'main', pactOf('web', 'of main'), pactOf('mobile', 'of main'))
  expect(await at.ask(MAIN)).toEqual(['mobile: of main', 'web: deployed'])
  expect(at.notes).toEqual([
    'the file of web with products stands in for what the broker has from this branch',
  ])
  expect(await at.ask(FEATURE)).toEqual(['mobile: of main', 'web: deployed', 'web: of main'])
})

test('what a file says already is not verified twice, and work in progress of this branch is not either', async () => {
  await using at = await startTogether(pactOf('web', 'the same'))
  await at.publish('c0', 'main', pactOf('web', 'the same'))
  await at.publish('c3', 'feat/x', pactOf('web', 'of the feature'))
  expect(await at.ask(FEATURE, { wipSince: '2020-01-01' })).toEqual([])
})

test('an interruption while the broker is asked is no failure of its own', async () => {
  await using silent = await startServer(() => {})
  const contracts = { broker: { url: silent.url }, pending: true }
  const interruption = new AbortController()
  const ask = brokerPacts({ contracts } as unknown as System, {
    ...{ inherited: {}, signal: interruption.signal, source: MAIN, onNote: () => undefined },
  })
  const asked = once(silent.server, 'request')
  const found = ask?.('products', [])
  await asked
  interruption.abort(new Error('interrupted'))
  expect(await found).toEqual([])
})

test('a broker is only asked when the definition names one', async () => {
  await using at = await startTogether()
  expect(await at.ask(MAIN, { broker: undefined })).toEqual([])
  await expect(at.ask(MAIN, { broker: {} })).rejects.toMatchObject({ code: 'broker_not_named' })
})
