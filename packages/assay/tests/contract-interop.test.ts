import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readPactFile } from '../src/contract/file/read-pact-file.ts'
import { verifyPact } from '../src/contract/provider/verify-pact.ts'
import { runProgram } from '../src/processes/run-program.ts'
import { startVitest } from './support/assay.ts'
import {
  PRODUCT,
  type ProviderBehaviour,
  startInteroperatingProvider,
} from './support/interoperating-provider.ts'
import { PICTURE } from './support/picture.ts'
import { BREAKS_2, BREAKS_3, BREAKS_4 } from './support/product-breaks.ts'
import { copyProject } from './support/project.ts'
import { startStandardVerifier } from './support/standard-verifier.ts'

// Files that Assay writes are read by the standard verifier, and files that the standard library writes
// are read by Assay: whichever a team uses, the same providers pass and the same fail.

const project = copyProject('interoperating')
const standard = startStandardVerifier()
afterAll(async () => {
  project[Symbol.dispose]()
  await standard[Symbol.asyncDispose]()
})
const { code, stdout, stderr } = await startVitest(['run'], project).finished
if (code !== 0) throw new Error(stdout + stderr)

const written = await runProgram(
  process.execPath,
  [join(import.meta.dirname, 'support/write-standard-pacts.ts'), project.directory],
  { environment: { ...process.env, PACT_DO_NOT_TRACK: 'true' }, timeoutMs: 30_000 },
)
if (written.code !== 0) throw new Error(written.errors)

function ownPact(provider: string): string {
  return join(project.directory, 'pacts', `web-${provider}.json`)
}

function standardPact(provider: string): string {
  return join(project.directory, `standard-${provider}.json`)
}

type Outcomes = Readonly<Record<string, string>>

/** What both say of each interaction. */
async function outcomes(pactFile: string, behaviour: ProviderBehaviour = {}) {
  await using provider = await startInteroperatingProvider(behaviour)
  const { url } = provider
  const { pact } = await readPactFile(pactFile)
  const { results } = await verifyPact(pact, {
    ...{ name: 'products', url },
    ...{ states: { url: `${url}/_states` }, messages: { url: `${url}/_messages` } },
  })
  const ours = results.map(({ interaction, outcome }) => [interaction.description, outcome])
  return { ours: Object.fromEntries(ours), standard: await standard.verify(pactFile, url) }
}

function agreed(expected: Outcomes) {
  return { ours: expected, standard: expected }
}

const OTHERS_4 = {
  'a product is added': 'passed',
  'a label as text': 'passed',
  'a search by form': 'passed',
  'a picture': 'passed',
}

const VERSIONS = [
  { version: 2, product: 'a product of version 2', breaks: BREAKS_2, others: {} },
  { version: 3, product: 'a product of version 3', breaks: BREAKS_3, others: {} },
  { version: 4, product: 'a product with everything', breaks: BREAKS_4, others: OTHERS_4 },
]

describe.each(VERSIONS)('requests of version $version that Assay writes', (one) => {
  const { version, product, breaks, others } = one
  const file = ownPact(`products-${version}`)

  test('pass with a provider that does what they ask for', async () => {
    const passed = agreed({ ...others, [product]: 'passed' })
    expect(await outcomes(file)).toEqual(passed)
    // A member that is optional may be there, and one that is nullable may be more than null.
    const more = { ...PRODUCT, weight: 3, note: 'by hand', discount: 7 }
    expect(await outcomes(file, { product: more })).toEqual(passed)
  })

  test.each(Object.keys(breaks))('fail with %s', async (what) => {
    const behaviour = { product: { ...PRODUCT, ...breaks[what] } }
    expect(await outcomes(file, behaviour)).toEqual(agreed({ ...others, [product]: 'failed' }))
  })

  test('fail with another status', async () => {
    expect(await outcomes(file, { productStatus: 500 })).toEqual(agreed({ ...others, [product]: 'failed' }))
  })
})

test('headers, texts and bytes that are not what Assay has written', async () => {
  const file = ownPact('products-4')
  const passed = { ...OTHERS_4, 'a product with everything': 'passed' }
  const failing = (description: string) => agreed({ ...passed, [description]: 'failed' })
  const headers = { 'x-stock': 'many' }
  expect(await outcomes(file, { productHeaders: headers })).toEqual(failing('a product with everything'))
  expect(await outcomes(file, { productHeaders: {} })).toEqual(failing('a product with everything'))
  expect(await outcomes(file, { location: '/orders/1' })).toEqual(failing('a product is added'))
  expect(await outcomes(file, { label: 'Desk 7' })).toEqual(failing('a label as text'))
  const picture = Buffer.from(PICTURE.replace('AAAAB', 'AAAAC'), 'base64')
  expect(await outcomes(file, { picture })).toEqual(failing('a picture'))
})

const ADDED = {
  contents: { id: 31, name: 'Desk', note: null, tags: ['a', 'b'] },
  metadata: { contentType: 'application/json', topic: 'products.changed' },
}
const STOCK = { contents: { count: 9 } }
const PRICE = {
  contents: { id: 31, price: 1.5, reason: null },
  metadata: { contentType: 'application/json', topic: 'prices' },
}

test('messages of version 4 that Assay writes', async () => {
  const file = ownPact('events-4')
  const [added, stock] = ['a product was added', 'a question for the stock']
  const judged = (behaviour: object) =>
    outcomes(file, { messages: { [added]: ADDED, [stock]: STOCK, ...behaviour } })
  expect(await judged({})).toEqual(agreed({ [added]: 'passed', [stock]: 'passed' }))
  const broken = [
    { ...ADDED, contents: { ...ADDED.contents, name: 7 } },
    { ...ADDED, contents: { ...ADDED.contents, note: 7 } },
    { ...ADDED, contents: { ...ADDED.contents, tags: [] } },
    { ...ADDED, metadata: { ...ADDED.metadata, topic: 'orders.changed' } },
    { ...ADDED, metadata: { contentType: 'application/json' } },
  ]
  for (const message of broken)
    expect(await judged({ [added]: message })).toEqual(agreed({ [added]: 'failed', [stock]: 'passed' }))
  const noCount = { [stock]: { contents: { count: 'many' } } }
  expect(await judged(noCount)).toEqual(agreed({ [added]: 'passed', [stock]: 'failed' }))
})

test('messages of version 3 that Assay writes', async () => {
  const file = ownPact('events-3')
  const name = 'a price changed'
  const judged = (message: object) => outcomes(file, { messages: { [name]: { ...PRICE, ...message } } })
  expect(await judged({})).toEqual(agreed({ [name]: 'passed' }))
  const broken = [
    { contents: { id: 31, price: 1, reason: null } },
    { contents: { id: 31, price: 1.5, reason: 7 } },
    { contents: { id: 31, price: 1.5 } },
    { metadata: { ...PRICE.metadata, topic: 'orders' } },
  ]
  for (const message of broken) expect(await judged(message)).toEqual(agreed({ [name]: 'failed' }))
})

/** The breaks of members that a product in a file of the standard library has. */
function breaksIn(file: string, breaks: Readonly<Record<string, object>>): string[] {
  const { interactions } = JSON.parse(readFileSync(file, 'utf8'))
  const { body } = interactions[0].response
  const members = new Set(Object.keys(body.content ?? body))
  return Object.entries(breaks)
    .filter(([what, change]) => !UNSAID.has(what) && Object.keys(change).every((name) => members.has(name)))
    .map(([what]) => what)
}

/** The library has no way to say these: its matcher of names says nothing about other values. */
const UNSAID = new Set(['a value of any name that is no number'])

describe.each(VERSIONS)('requests of version $version that the standard library writes', (one) => {
  const { version, breaks } = one
  const file = standardPact(`products-${version}`)
  const product = `a product of version ${version}`

  test('pass with a provider that does what they ask for', async () => {
    expect(await outcomes(file)).toEqual(agreed({ [product]: 'passed' }))
  })

  test.each(breaksIn(file, breaks))('fail with %s', async (what) => {
    const behaviour = { product: { ...PRODUCT, ...breaks[what] } }
    expect(await outcomes(file, behaviour)).toEqual(agreed({ [product]: 'failed' }))
  })

  test('fail with another status and other headers', async () => {
    const failed = agreed({ [product]: 'failed' })
    expect(await outcomes(file, { productStatus: 500 })).toEqual(failed)
    expect(await outcomes(file, { productHeaders: {} })).toEqual(failed)
  })
})

test('bodies that are sent, and bytes, as the standard library writes them', async () => {
  const file = standardPact('others-4')
  const passed = { 'a product is added': 'passed', 'a picture': 'passed' }
  expect(await outcomes(file)).toEqual(agreed(passed))
  const moved = await outcomes(file, { location: '/orders/1' })
  expect(moved).toEqual(agreed({ ...passed, 'a product is added': 'failed' }))
  // The library only says what kind of bytes they are.
  const text = await outcomes(file, { picture: Buffer.from('no picture') })
  expect(text).toEqual(agreed({ ...passed, 'a picture': 'failed' }))
})

test('messages that the standard library writes', async () => {
  const [added, stock, price] = ['a product was added', 'a question for the stock', 'a price changed']
  const four = (behaviour: object) =>
    outcomes(standardPact('events-4'), { messages: { [added]: ADDED, [stock]: STOCK, ...behaviour } })
  expect(await four({})).toEqual(agreed({ [added]: 'passed', [stock]: 'passed' }))
  const untold = { [added]: { ...ADDED, metadata: { contentType: 'application/json' } } }
  expect(await four(untold)).toEqual(agreed({ [added]: 'failed', [stock]: 'passed' }))
  const noCount = { [stock]: { contents: { count: 'many' } } }
  expect(await four(noCount)).toEqual(agreed({ [added]: 'passed', [stock]: 'failed' }))
  const three = (message: typeof PRICE) =>
    outcomes(standardPact('events-3'), { messages: { [price]: message } })
  expect(await three(PRICE)).toEqual(agreed({ [price]: 'passed' }))
  const noDecimal = { ...PRICE, contents: { ...PRICE.contents, price: 1 } }
  expect(await three(noDecimal)).toEqual(agreed({ [price]: 'failed' }))
})
