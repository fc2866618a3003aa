import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { startServer } from '../../src/contract/provider/fixtures/listening.ts'
import { PICTURE } from './picture.ts'

/** A product that meets every matcher, with other values than the examples. */
export const PRODUCT = {
  id: 31,
  name: 'Lamp',
  size: { width: 5, currency: 'EUR', depth: 9 },
  count: 9,
  price: 1.25,
  stock: 2.5,
  isNew: false,
  sku: 'ABC-12',
  made: '2020-02-29',
  opens: '23:59:59',
  seen: '2020-02-29T01:02:03.004Z',
  reference: '936da01f-9abd-4d9d-80c7-02af85c822a8',
  text: 'a trampoline',
  nothing: null,
  version: '2.0.0-rc.1',
  label: 'y',
  tags: ['a', 'b'],
  colours: ['x', 'y', 'z'],
  shops: ['a', 'b'],
  parts: [
    { sku: 'AB', count: 1 },
    { sku: 'CD', count: 7 },
  ],
  actions: [{ name: 'copy' }, { name: 'delete' }, { name: 'update', href: '/elsewhere' }],
  stores: { south: { count: 1 }, west: { count: 2 } },
  prices: { USD: 1, NOK: 2.5 },
  ratings: { bob: 1, cy: 2 },
  note: null,
  discount: null,
  link: 'https://shop.example/products/12',
  made2: { text: 'abc', count: 1, price: 0.5, stock: 4, isNew: true },
  made3: {
    sku: 'XYZ',
    at: '2020-02-29T01:02:03.004Z',
    on: '2020-02-29',
    when: '01:02:03',
    reference: '936da01f-9abd-4d9d-80c7-02af85c822a8',
  },
  more: 'than anybody asks for',
}

/** What the provider does; a test changes what it wants to break. */
export interface ProviderBehaviour {
  readonly product?: object
  readonly productHeaders?: Readonly<Record<string, string>>
  readonly productStatus?: number
  readonly location?: string
  readonly label?: string
  readonly picture?: Buffer
  /** By description. */
  readonly messages?: Readonly<Record<string, OwnMessage>>
}

interface OwnMessage {
  readonly contents: unknown
  readonly metadata?: object
}

/** A provider of products, with states and messages at paths of their own, as other Pact tools want them. */
export function startInteroperatingProvider(behaviour: ProviderBehaviour = {}) {
  return startServer((request, response) => void answer(request, response, behaviour))
}

async function answer(request: IncomingMessage, response: ServerResponse, behaviour: ProviderBehaviour) {
  const { pathname, searchParams } = new URL(request.url!, 'http://provider')
  const send = (status: number, body?: unknown, headers: object = {}) => {
    const type = { 'content-type': 'application/json' }
    response.writeHead(status, { ...(body === undefined ? {} : type), ...headers })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
  switch (`${request.method} ${pathname}`) {
    case 'POST /_states':
      return send(200, { id: 31 })
    case 'POST /_messages':
      return sendMessage((await json(request)) as { readonly description: string }, response, behaviour)
    case 'GET /products/31': {
      const isAsked = request.headers.accept === 'application/json' && searchParams.size > 0
      const isRight = [null, 'sale & more'].includes(searchParams.get('on'))
      if (!isAsked || !isRight) return send(400, { error: 'that is not what the consumer sends' })
      const { product = PRODUCT, productHeaders = { 'x-stock': '12' }, productStatus = 200 } = behaviour
      return send(productStatus, product, productHeaders)
    }
    case 'POST /products': {
      const { name, price } = (await json(request)) as { readonly name?: unknown; readonly price?: unknown }
      if (typeof name !== 'string' || typeof price !== 'number') return send(400)
      return send(201, undefined, { location: behaviour.location ?? '/products/99' })
    }
    case 'GET /label':
      response.writeHead(200, { 'content-type': 'text/plain' })
      return response.end(behaviour.label ?? 'Lamp 42')
    case 'POST /search':
      return send((await bytesOf(request)).toString() === 'term=lamp+%26+desk' ? 200 : 400)
    case 'GET /picture':
      response.writeHead(200, { 'content-type': 'image/png' })
      return response.end(behaviour.picture ?? Buffer.from(PICTURE, 'base64'))
    default:
      return send(404)
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await request.toArray())
}

function sendMessage(
  { description }: { readonly description: string },
  response: ServerResponse,
  { messages = {} }: ProviderBehaviour,
): void {
  const message = messages[description]
  if (message === undefined) return void response.writeHead(404).end()
  const metadata = Buffer.from(JSON.stringify(message.metadata ?? {})).toString('base64')
  const headers = { 'content-type': 'application/json', 'pact-message-metadata': metadata }
  response.writeHead(200, headers).end(JSON.stringify(message.contents))
}
