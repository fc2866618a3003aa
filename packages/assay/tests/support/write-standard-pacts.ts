// Writes pacts with the library that other teams' consumers use, into the folder that it is told.
import { createRequire } from 'node:module'
import { PICTURE } from './picture.ts'

/** What of the library is used here; it has no declarations that this project could read. */
interface Interaction {
  given(state: string): unknown
  givenWithParams(state: string, params: string): unknown
  withRequest(method: string, path: string): unknown
  withQuery(name: string, index: number, value: string): unknown
  withRequestHeader(name: string, index: number, value: string): unknown
  withRequestBody(body: string, contentType: string): unknown
  withResponseHeader(name: string, index: number, value: string): unknown
  withResponseBody(body: string, contentType: string): unknown
  withResponseBinaryBody(body: Buffer, contentType: string): unknown
  withStatus(status: number): unknown
}

interface Message {
  given(state: string): unknown
  withContents(body: string, contentType: string): unknown
  withMetadata(name: string, value: string): unknown
}

interface SynchronousMessage {
  withRequestContents(body: string, contentType: string): unknown
  withResponseContents(body: string, contentType: string): unknown
}

interface ConsumerPact {
  newInteraction(description: string): Interaction
  newAsynchronousMessage(description: string): Message
  newSynchronousMessage(description: string): SynchronousMessage
  createMockServer(address: string): number
  mockServerMatchedSuccessfully(port: number): boolean
  mockServerMismatches(port: number): unknown
  cleanupMockServer(port: number): boolean
  writePactFile(folder: string): void
}

type MakePact = (consumer: string, provider: string, version: number, logLevel: string) => ConsumerPact

const { makeConsumerPact, makeConsumerMessagePact } = createRequire(import.meta.url)(
  '@pact-foundation/pact-core',
) as { readonly makeConsumerPact: MakePact; readonly makeConsumerMessagePact: MakePact }

const VERSIONS = { '2': 3, '3': 4, '4': 5 } as const
const JSON_TYPE = 'application/json'
const [folder] = process.argv.slice(2)

/** A matcher as the library writes it into a body. */
function matching(type: string, value: unknown, facts: object = {}): object {
  return { 'pact:matcher:type': type, value, ...facts }
}

function regex(pattern: string, value: string): object {
  return matching('regex', value, { regex: pattern })
}

const FROM_STATE = { 'pact:generator:type': 'ProviderState', expression: `\${id}` }

const PRODUCT_2 = {
  id: matching('type', 7),
  name: 'Lamp',
  sku: regex('^[A-Z]{3}-\\d+$', 'LMP-7'),
  size: matching('type', { width: 10 }),
  tags: matching('type', ['new'], { min: 1 }),
  parts: matching('type', [{ sku: 'BULB' }, { sku: 'WIRE' }], { min: 2 }),
}

const PRODUCT_3 = {
  id: matching('type', 7, FROM_STATE),
  name: matching('type', 'Lamp'),
  count: matching('integer', 3),
  price: matching('decimal', 12.5),
  stock: matching('number', 3),
  isNew: matching('boolean', true),
  sku: regex('^[A-Z]{3}-\\d+$', 'LMP-7'),
  made: matching('date', '1815-12-10', { format: 'yyyy-MM-dd' }),
  opens: matching('time', '09:45:01', { format: 'HH:mm:ss' }),
  seen: matching('timestamp', '2026-11-21T09:45:01.000Z', { format: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX" }),
  reference: regex('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 'e2490de5-5bd3-43d5-b7c4-526e33f71304'),
  text: matching('include', 'amp'),
  tags: matching('type', ['new'], { min: 1, max: 3 }),
}

const PRODUCT_4 = {
  ...PRODUCT_3,
  size: matching('type', { width: 10, currency: matching('equality', 'EUR') }),
  nothing: matching('null', null),
  version: matching('semver', '1.2.3'),
  label: matching('notEmpty', 'x'),
  tags: matching('type', ['new'], { min: 1 }),
  colours: matching('type', ['red', 'blue'], { min: 2 }),
  shops: matching('type', ['Oslo'], { max: 3 }),
  parts: matching('type', [{ sku: regex('^[A-Z]+$', 'BULB'), count: matching('integer', 2) }], {
    min: 1,
    max: 3,
  }),
  actions: {
    'pact:matcher:type': 'arrayContains',
    variants: [{ name: 'update', href: matching('type', '/products/7') }, { name: 'delete' }],
  },
  prices: matching('eachKey', { EUR: matching('number', 9.5) }, { rules: [regex('^[A-Z]{3}$', 'EUR')] }),
  ratings: matching('eachValue', { ada: 5 }, { rules: [matching('integer', 5)] }),
}

/** Writes what the interaction says once its request was made to a mock of the library. */
async function write(pact: ConsumerPact, ask: (url: string) => Promise<unknown>): Promise<void> {
  const port = pact.createMockServer('127.0.0.1')
  await ask(`http://127.0.0.1:${port}`)
  if (!pact.mockServerMatchedSuccessfully(port))
    throw new Error(JSON.stringify(pact.mockServerMismatches(port)))
  pact.writePactFile(folder!)
  pact.cleanupMockServer(port)
}

async function writeRequests(version: keyof typeof VERSIONS, product: object): Promise<void> {
  const pact = makeConsumerPact('standard', `products-${version}`, VERSIONS[version], 'error')
  const one = pact.newInteraction(`a product of version ${version}`)
  one.given('a product exists')
  one.withRequest(
    'GET',
    version === '2' ? '/products/31' : JSON.stringify(matching('type', '/products/31', FROM_STATE_PATH)),
  )
  one.withQuery('on', 0, 'sale & more')
  one.withRequestHeader('Accept', 0, JSON_TYPE)
  one.withStatus(200)
  one.withResponseHeader('X-Stock', 0, version === '2' ? '12' : JSON.stringify(regex('^\\d+$', '9')))
  one.withResponseBody(JSON.stringify(product), JSON_TYPE)
  await write(pact, (url) => fetch(`${url}/products/31?on=sale+%26+more`, { headers: { Accept: JSON_TYPE } }))
}

const FROM_STATE_PATH = { 'pact:generator:type': 'ProviderState', expression: `/products/\${id}` }

async function writeOthers(): Promise<void> {
  const pact = makeConsumerPact('standard', 'others-4', VERSIONS['4'], 'error')
  const added = pact.newInteraction('a product is added')
  added.givenWithParams('no product exists', JSON.stringify({ colour: 'red' }))
  added.withRequest('POST', '/products')
  added.withRequestBody(
    JSON.stringify({ name: matching('type', 'Lamp'), price: matching('decimal', 12.5) }),
    JSON_TYPE,
  )
  added.withStatus(201)
  added.withResponseHeader('Location', 0, JSON.stringify(regex('^/products/\\d+$', '/products/7')))
  const picture = pact.newInteraction('a picture')
  picture.withRequest('GET', '/picture')
  picture.withStatus(200)
  picture.withResponseBinaryBody(Buffer.from(PICTURE, 'base64'), 'image/png')
  await write(pact, async (url) => {
    await fetch(`${url}/picture`)
    const body = JSON.stringify({ name: 'Desk', price: 1.5 })
    await fetch(`${url}/products`, { method: 'POST', headers: { 'Content-Type': JSON_TYPE }, body })
  })
}

function writeMessages(): void {
  const three = makeConsumerMessagePact('standard', 'events-3', VERSIONS['3'], 'error')
  const price = three.newAsynchronousMessage('a price changed')
  price.given('a product exists')
  price.withContents(JSON.stringify({ id: matching('type', 7), price: matching('decimal', 9.5) }), JSON_TYPE)
  price.withMetadata('topic', 'prices')
  three.writePactFile(folder!)
  const four = makeConsumerMessagePact('standard', 'events-4', VERSIONS['4'], 'error')
  const added = four.newAsynchronousMessage('a product was added')
  added.given('a product exists')
  const contents = {
    id: matching('type', 7),
    name: matching('type', 'Lamp'),
    tags: matching('type', ['new'], { min: 1 }),
  }
  added.withContents(JSON.stringify(contents), JSON_TYPE)
  added.withMetadata('topic', JSON.stringify(regex('^products\\.\\w+$', 'products.added')))
  const stock = four.newSynchronousMessage('a question for the stock')
  stock.withRequestContents(JSON.stringify({ sku: 'LMP' }), JSON_TYPE)
  stock.withResponseContents(JSON.stringify({ count: matching('integer', 3) }), JSON_TYPE)
  four.writePactFile(folder!)
}

await writeRequests('2', PRODUCT_2)
await writeRequests('3', PRODUCT_3)
await writeRequests('4', PRODUCT_4)
await writeOthers()
writeMessages()
