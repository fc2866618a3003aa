import {
  boolean,
  date,
  datetime,
  decimal,
  eachLike,
  fromProviderState,
  include,
  integer,
  like,
  nullable,
  number,
  optional,
  pact,
  regex,
  time,
  uuid,
} from 'assay/contract'
import { expect, test } from 'vitest'

const products = pact({ consumer: 'web', provider: 'products-3', specification: '3.0' })

test('what version 3 can say', async () => {
  await using provider = await products.mock({
    description: 'a product of version 3',
    given: [{ name: 'a product exists', params: { colour: 'red' } }, 'it is on sale'],
    request: {
      method: 'GET',
      path: fromProviderState(`/products/\${id}`, '/products/7'),
      query: { fields: eachLike('name'), page: regex(/^\d+$/, '2') },
      headers: { Accept: 'application/json' },
    },
    response: {
      status: 200,
      body: {
        id: fromProviderState(`\${id}`, 7),
        name: like('Lamp'),
        count: integer(3),
        price: decimal(12.5),
        stock: number(3),
        isNew: boolean(true),
        sku: regex(/^[A-Z]{3}-\d+$/, 'LMP-7'),
        made: date('1815-12-10'),
        opens: time(),
        seen: datetime('2026-11-21T09:45:01.000Z'),
        reference: uuid(),
        text: include('amp', 'a lamp'),
        tags: eachLike('new', { max: 3 }),
        note: nullable('by hand'),
        weight: optional(number(1.5)),
      },
    },
  })
  const answer = await fetch(`${provider.url}/products/7?fields=id&page=3`, {
    headers: { Accept: 'application/json' },
  })
  expect(await answer.json()).toMatchObject({ name: 'Lamp' })
})

const events = pact({ consumer: 'web', provider: 'events-3', specification: '3.0' })

test('a message of version 3', async () => {
  const message = {
    description: 'a price changed',
    given: { name: 'a product exists', params: { colour: 'red' } },
    contents: { id: fromProviderState(`\${id}`, 7), price: decimal(9.5), reason: nullable('sale') },
    metadata: { contentType: 'application/json', topic: 'prices' },
  }
  await events.receive(message, ({ contents }) => expect(contents.price).toBe(9.5))
})
