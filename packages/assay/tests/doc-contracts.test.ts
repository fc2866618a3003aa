import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readPact } from '../src/contract/file/read-pact.ts'
import type { HttpInteraction, Pact } from '../src/contract/model/pact.ts'
import { startServer } from '../src/contract/provider/fixtures/listening.ts'
import { takeMessages } from '../src/contract/provider/messages.ts'
import { takeRequestFilters } from '../src/contract/provider/request-filters.ts'
import { takeStates } from '../src/contract/provider/states.ts'
import type { VerifiedProvider } from '../src/contract/provider/verified-provider.ts'
import { verifyPact } from '../src/contract/provider/verify-pact.ts'
import { connectBroker } from '../src/contract/sources/broker-client.ts'
import { fetchPacts } from '../src/contract/sources/fetch-pacts.ts'
import { publishPacts } from '../src/contract/sources/publish-pacts.ts'
import * as contract from '../src/entries/contract.ts'
import { loadOpenapi } from '../src/openapi/load-openapi.ts'
import { startVitest } from './support/assay.ts'
import { testBroker } from './support/broker.ts'
import {
  type Example,
  examplesOfPages,
  examplesOfSources,
  isOfContract,
  isTest,
} from './support/doc-examples.ts'
import { copyProject } from './support/project.ts'
import { exportsOf, runExample } from './support/run-example.ts'

/** What examples speak of without saying where it comes from. */
const SHARED_MODULES = ['../src/contract/file/read-pact.ts', '../src/entries/contract.ts']
/** Examples that show what stands in an answer, and nothing around it. */
const IS_ANSWER = /^(\{|like\()/

const pages = examplesOfPages().filter(isOfContract)
const examples = [...examplesOfSources().filter(isOfContract), ...pages.filter(isOfProvider)]
const answers = examples.filter(({ code }) => IS_ANSWER.test(code))
const others = examples.filter((example) => !answers.includes(example))

test('there are examples to run', () => {
  expect(answers.length).toBeGreaterThan(10)
  expect(others.length).toBeGreaterThan(20)
})

test.for(answers.map((example) => [example.place, example] as const))('%s', async ([, { code }]) => {
  for (const line of code.split('\n')) {
    const answer = new Function(...Object.keys(contract), `return (${line})`)(...Object.values(contract))
    const response = 'status' in answer ? answer : { body: answer }
    const request = { method: 'GET', path: '/example' }
    const { products } = consumers(folderOfTest())
    const mock = await products.mock({ description: 'an example', request, response })
    const received = await fetch(`${mock.url}/example`)
    if ('status' in answer) expect(received.status).toBe(contract.exampleOf(answer.status))
    else expect(Object.keys((await received.json()) as object).length).toBeGreaterThan(0)
  }
})

test.for(others.map((example) => [example.place, example] as const))('%s', async ([, example]) => {
  const { exports, given } = {
    exports: await exportsOf(example, SHARED_MODULES),
    given: await surroundings(),
  }
  // A consumer makes a pact; whoever verifies one has it.
  const { pact } = example.file.includes('/consumer/') ? consumers(folderOfTest()) : given
  await runExample(example, { ...exports, ...given, pact })
  // What it has defined is for no other example.
  for (const take of [takeStates, takeMessages, takeRequestFilters]) take()
})

test('the tests of the documentation pass, and write a pact', async () => {
  using project = copyProject('consumer')
  const tests = pages.filter(isTest)
  for (const [index, { code }] of tests.entries()) {
    const own = code.replace('../../src/product-client.ts', '../product-client.mjs')
    writeFileSync(join(project.directory, 'tests', `page-${index}.test.ts`), own)
  }
  const { code, stdout, stderr } = await startVitest(['run', 'tests/page'], project).finished
  expect(code, stdout + stderr).toBe(0)
  const written = readFileSync(join(project.directory, 'pacts/orders-products.json'), 'utf8')
  expect(readPact(written, 'the pact').pact.interactions.length).toBe(tests.length)
})

/** What defines the functions of a provider, and calls none of them. */
function isOfProvider({ code }: Example): boolean {
  return /^(states|messages|requestFilter)\(/m.test(code)
}

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'example-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The pacts of examples are written, but not here. */
function consumers(folder: string) {
  const pact = (options: contract.PactOptions) => contract.pact({ folder, ...options })
  return {
    pact,
    products: pact({ consumer: 'orders', provider: 'products' }),
    events: pact({ consumer: 'orders', provider: 'prices' }),
    stock: pact({ consumer: 'orders', provider: 'stock' }),
  }
}

/** That of the provider of the examples. */
const DOCUMENT = resolve(import.meta.dirname, 'projects/documented/services/products/openapi.json')
const ANSWER = {
  status: 200,
  headers: { 'content-type': ['application/json'] },
  body: Buffer.from('{"id":7}'),
}

const TEXT = JSON.stringify({
  consumer: { name: 'web' },
  provider: { name: 'products' },
  interactions: [
    {
      type: 'Synchronous/HTTP',
      description: 'a request for a product',
      providerStates: [{ name: 'a product exists' }],
      comments: { testname: 'gets a product', text: ['only since version 3'] },
      request: { method: 'GET', path: '/products/7' },
      response: { status: 200, body: { content: { id: 7 }, contentType: 'application/json' } },
    },
  ],
  metadata: { pactSpecification: { version: '4.0' } },
})

/** A consumer, a provider, a pact between them, and a broker that has it. */
async function surroundings(): Promise<Record<string, unknown>> {
  const { pact } = readPact(TEXT, 'web-products.json')
  const interaction = pact.interactions[0] as HttpInteraction
  const server = await startServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end('{"id":7,"name":"Lamp","count":3}')
  })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const { url } = server
  const handlers = { 'a product exists': () => ({ id: 7 }) }
  const provider = { name: 'products', url, states: { handlers } }
  return {
    ...consumers(folderWithPacts()),
    ...(await brokerWith(pact, provider)),
    ...{ pact, interaction, request: interaction.request, expected: interaction.request },
    ...{ text: TEXT, url, handlers, buildUrl: 'https://ci.example.test/1', token: 'secret', expect },
    ...{ document: await loadOpenapi('services/products/openapi.json'), loadOpenapi, answer: ANSWER },
    ...{ pactOfOneTestFile: pact, pactOfAnother: pact },
    ...{
      ProductClient,
      StockClient,
      prices: { update: () => undefined },
      insertProduct: () => 7,
      deleteProducts: () => 7,
    },
  }
}

/** The folder that examples run in: that of a service, with pacts in it and beside it. */
function folderWithPacts(): string {
  const folder = join(folderOfTest(), 'orders')
  for (const pacts of [join(folder, 'pacts'), join(folder, '../web/pacts')]) {
    mkdirSync(pacts, { recursive: true })
    writeFileSync(join(pacts, 'web-products.json'), TEXT)
  }
  cpSync(DOCUMENT, join(folder, 'services/products/openapi.json'))
  process.chdir(folder)
  return folder
}

async function brokerWith(pact: Pact, provider: VerifiedProvider) {
  const { url, [Symbol.asyncDispose]: close } = await testBroker()
  onTestFinished(close)
  const commit = 'a1b2c3'
  const broker = connectBroker({ url })
  await publishPacts(broker, { pacts: [pact], version: commit, branch: 'main' })
  await broker.send('POST', `${url}/environments`, { name: 'production', production: true })
  const [sourced] = await fetchPacts(broker, { provider: 'products', branch: 'main' })
  const results = [await verifyPact(sourced!.pact, provider)]
  return { broker, commit, sourced, results, pacts: [pact] }
}

/** What a consumer has for its neighbours. */
class ProductClient {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  async get(id: number): Promise<unknown> {
    return (await fetch(`${this.#url}/products/${id}`)).json()
  }
}

class StockClient {
  readonly #send: contract.Send

  constructor(send: contract.Send) {
    this.#send = send
  }

  async count(sku: string): Promise<unknown> {
    const [answer] = await this.#send({ contents: { sku } })
    return (answer!.contents as { readonly count: number }).count
  }
}
