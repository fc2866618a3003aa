import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBroker } from '../broker/broker.ts'
import { readPact } from '../contract/file/read-pact.ts'
import { savePact } from '../contract/file/save-pact.ts'
import type { Pact } from '../contract/model/pact.ts'
import { startServer } from '../contract/provider/fixtures/listening.ts'
import { verifyPact } from '../contract/provider/verify-pact.ts'
import { connectBroker } from '../contract/sources/broker-client.ts'
import { fetchMatrix } from '../contract/sources/fetch-matrix.ts'
import { publishPacts } from '../contract/sources/publish-pacts.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { failedInstead } from '../model/test-result.ts'
import { publishContracts } from './contract-publish.ts'

const EVERYTHING: Selection = { levels: [], services: [], tags: [], name: undefined, changedSince: undefined }
const VERSION = { version: 'c2', branch: 'main', buildUrl: undefined }
const FAILED = failedInstead(
  { service: 'web', level: 'contract', file: 'a.test.ts', titles: ['a test'], source: 'vitest', console: [] },
  [],
)

function pactOf(consumer: string, description = 'a product'): Pact {
  const text = JSON.stringify({
    ...{ consumer: { name: consumer }, provider: { name: 'products' } },
    interactions: [{ description, request: { method: 'GET', path: '/' }, response: { status: 200 } }],
    metadata: { pactSpecification: { version: '2.0.0' } },
  })
  return readPact(text, 'a test').pact
}

/** A broker, and a system with files of `web` and `mobile`, of which only `web` is a service. */
async function startTogether() {
  await using stack = new AsyncDisposableStack()
  const broker = stack.use(await startBroker())
  const provider = stack.use(await startServer((_, response) => void response.writeHead(200).end()))
  const folder = await mkdtemp(join(tmpdir(), 'assay-pacts-'))
  stack.defer(() => rm(folder, { recursive: true }))
  for (const consumer of ['web', 'mobile']) await savePact(pactOf(consumer), folder)
  const system = {
    directory: folder,
    name: 'shop',
    services: new Map([
      ['web', {}],
      ['products', {}],
    ]),
    contracts: { pacts: folder, isPactsNamed: true, broker: { url: broker.url } },
  } as unknown as System
  const verified = [await verifyPact(pactOf('web'), { name: 'products', url: provider.url })]
  const client = connectBroker({ url: broker.url })
  const owned = stack.move()
  return {
    client,
    /** What is told. */
    async publish(parts: Partial<Parameters<typeof publishContracts>[0]> = {}) {
      const notes: string[] = []
      await publishContracts({
        ...{ system, selection: EVERYTHING, publication: { version: VERSION, hasPacts: true }, tests: [] },
        ...{ verified, inherited: {}, signal: new AbortController().signal },
        ...{ onNote: (text) => notes.push(text.replace(broker.url, 'BROKER')), ...parts },
      })
      return notes
    },
    /** What has been verified by whom. */
    async matrix() {
      const { rows } = await fetchMatrix(client, { selectors: [{ pacticipant: 'products' }] })
      return rows.map(({ consumer, consumerVersion, providerVersion, isVerified }) =>
        [consumer, consumerVersion, providerVersion, isVerified].join(' '),
      )
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

test('publishes the pacts of its own consumers, and the results for them', async () => {
  await using at = await startTogether()
  expect(await at.publish()).toEqual([
    '1 pact published as version c2 to BROKER/',
    '1 result of products published as version c2',
  ])
  expect(await at.matrix()).toEqual(['web c2 c2 true'])
})

test('a consumer whose tests failed publishes nothing, and so there is nothing that a result is about', async () => {
  await using at = await startTogether()
  expect(await at.publish({ tests: [FAILED] })).toEqual([
    'the pact of web with products is not published: tests of web failed',
    'the result of products for web is not published: version c2 of web has published no such pact',
  ])
  expect((await at.publish({ tests: [{ ...FAILED, service: 'shop' }] }))[0]).toBe(
    'the pact of web with products is not published: tests of shop failed',
  )
  expect(await at.publish({ selection: { ...EVERYTHING, services: ['products'] } })).toHaveLength(1)
})

test('the result of the file of another consumer counts for what the broker has of it', async () => {
  await using at = await startTogether()
  await publishPacts(at.client, { pacts: [pactOf('web')], version: 'w1', branch: 'main' })
  const results = { publication: { version: VERSION, hasPacts: false } }
  expect(await at.publish(results)).toEqual(['1 result of products published as version c2'])
  expect(await at.matrix()).toEqual(['web w1 c2 true'])
})

test('the result of a file counts for what the same version has published, if that is the same', async () => {
  await using at = await startTogether()
  const results = { publication: { version: VERSION, hasPacts: false } }
  await publishPacts(at.client, { pacts: [pactOf('web', 'another')], version: 'c2', branch: 'main' })
  expect(await at.publish(results)).toEqual([
    'the result of products for web is not published: version c2 of web has published another one',
  ])
  await publishPacts(at.client, { pacts: [pactOf('web')], version: 'c3', branch: 'main' })
  const later = { publication: { version: { ...VERSION, version: 'c3' }, hasPacts: false } }
  expect(await at.publish(later)).toEqual(['1 result of products published as version c3'])
  expect(await at.matrix()).toContain('web c3 c3 true')
})
