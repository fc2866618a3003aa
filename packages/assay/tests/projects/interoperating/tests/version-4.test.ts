import {
  arrayContaining,
  atLeastLike,
  atMostLike,
  boolean,
  date,
  datetime,
  decimal,
  eachKeyLike,
  eachKeyMatches,
  eachLike,
  eachValueMatches,
  equal,
  fromProviderState,
  include,
  integer,
  like,
  mockServerUrl,
  notEmpty,
  nullable,
  nullValue,
  number,
  optional,
  pact,
  regex,
  semver,
  statusCode,
  string,
  time,
  uuid,
} from 'assay/contract'
import { expect, test } from 'vitest'

const products = pact({ consumer: 'web', provider: 'products-4' })

// Every matcher there is, with an example and, for those that make one, without.
const product = {
  id: fromProviderState(`\${id}`, 7),
  name: like('Lamp'),
  size: like({ width: 10, currency: equal('EUR') }),
  count: integer(3),
  price: decimal(12.5),
  stock: number(3),
  isNew: boolean(true),
  sku: regex(/^[A-Z]{3}-\d+$/, 'LMP-7'),
  made: date('1815-12-10'),
  opens: time('09:45:01'),
  seen: datetime('2026-11-21T09:45:01.000Z'),
  reference: uuid('e2490de5-5bd3-43d5-b7c4-526e33f71304'),
  text: include('amp', 'a lamp'),
  nothing: nullValue(),
  version: semver('1.2.3'),
  label: notEmpty('x'),
  tags: eachLike('new'),
  colours: atLeastLike('red', 2),
  shops: atMostLike('Oslo', 3),
  parts: eachLike({ sku: regex(/^[A-Z]+$/, 'BULB'), count: integer(2) }, { max: 3 }),
  actions: arrayContaining({ name: 'update', href: like('/products/7') }, { name: 'delete' }),
  stores: eachKeyLike('north', { count: integer(3) }),
  prices: eachKeyMatches(regex(/^[A-Z]{3}$/, 'EUR'), number(9.5)),
  ratings: eachValueMatches({ ada: 5 }, integer(5)),
  note: nullable('by hand'),
  discount: nullable(integer(5)),
  weight: optional(number(1.5)),
  link: mockServerUrl('/products/7', /\/products\/\d+/),
  made2: { text: string(), count: integer(), price: decimal(), stock: number(), isNew: boolean() },
  made3: { sku: regex(/^[A-Z]{3}$/), at: datetime(), on: date(), when: time(), reference: uuid() },
}

test('a request and an answer with every matcher', async () => {
  await using provider = await products.mock({
    description: 'a product with everything',
    given: { name: 'a product exists', params: { colour: 'red' } },
    request: {
      method: 'GET',
      path: fromProviderState(`/products/\${id}`, '/products/7'),
      query: { fields: eachLike('name'), page: integer(2), on: 'sale & more' },
      headers: { Accept: 'application/json', 'X-Trace': regex(/^[0-9a-f]{4}$/, '00ff') },
    },
    response: {
      status: statusCode('success', 200),
      headers: { 'Content-Type': 'application/json', 'X-Stock': regex(/^\d+$/, '9') },
      body: product,
    },
  })
  const answer = await fetch(`${provider.url}/products/7?fields=id&fields=name&page=3&on=sale+%26+more`, {
    headers: { Accept: 'application/json', 'X-Trace': 'abcd' },
  })
  expect(await answer.json()).toMatchObject({ name: 'Lamp' })
})

test('a body that is sent, and an answer without one', async () => {
  await using provider = await products.mock({
    description: 'a product is added',
    given: 'no product exists',
    request: { method: 'POST', path: '/products', body: { name: like('Lamp'), price: decimal(12.5) } },
    response: { status: 201, headers: { Location: regex(/^\/products\/\d+$/, '/products/7') } },
  })
  const body = JSON.stringify({ name: 'Desk', price: 1.5 })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${provider.url}/products`, { method: 'POST', headers, body })
  expect(answer.status).toBe(201)
})

const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('a text, a form and a body that is no text', async () => {
  await using provider = await products.mock([
    {
      description: 'a label as text',
      request: { method: 'GET', path: '/label' },
      response: { headers: { 'Content-Type': 'text/plain' }, body: regex(/^Lamp \d+$/, 'Lamp 7') },
    },
    {
      description: 'a search by form',
      request: {
        method: 'POST',
        path: '/search',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: { term: 'lamp & desk' },
      },
      response: { status: 200 },
    },
    {
      description: 'a picture',
      request: { method: 'GET', path: '/picture' },
      response: {
        headers: { 'Content-Type': 'image/png' },
        body: Buffer.from(picture, 'base64'),
      },
    },
  ])
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  await fetch(`${provider.url}/search`, { method: 'POST', headers, body: 'term=lamp+%26+desk' })
  expect(await (await fetch(`${provider.url}/label`)).text()).toBe('Lamp 7')
  expect((await (await fetch(`${provider.url}/picture`)).arrayBuffer()).byteLength).toBe(70)
})

const events = pact({ consumer: 'web', provider: 'events-4' })

test('a message that is received', async () => {
  const message = {
    description: 'a product was added',
    given: 'a product exists',
    contents: {
      id: fromProviderState(`\${id}`, 7),
      name: like('Lamp'),
      note: nullable('x'),
      tags: eachLike('new'),
    },
    metadata: { contentType: 'application/json', topic: regex(/^products\.\w+$/, 'products.added') },
  }
  await events.receive(message, ({ contents }) => expect(contents.name).toBe('Lamp'))
})

test('a message that is answered', async () => {
  await events.converse(
    {
      description: 'a question for the stock',
      request: { contents: { sku: 'LMP' } },
      responses: [{ contents: { count: integer(3) } }],
    },
    async (send) => {
      await send({ contents: { sku: 'LMP' } })
    },
  )
})
