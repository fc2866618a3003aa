import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachLike } from './collection-matchers.ts'
import { exampleOf } from './example-of.ts'
import type { Template } from './matcher.ts'
import { pact } from './pact.ts'
import { nullable } from './presence-matchers.ts'
import { date } from './text-matchers.ts'
import { integer, like } from './value-matchers.ts'

interface Product {
  readonly id: number
  readonly name: string
  readonly note: string | null
  readonly tags: readonly string[]
}

const folder = mkdtempSync(join(tmpdir(), 'pacts-'))
const products = pact({ consumer: 'orders', provider: 'products', folder })
const events = pact({ consumer: 'orders', provider: 'events', folder })
const product: Template<Product> = {
  id: integer(7),
  name: like('Lamp'),
  note: nullable('x'),
  tags: eachLike('new'),
}

let outside: unknown

beforeAll(async () => {
  outside = await products.receive({ description: 'x' }, () => undefined).catch((error) => error)
})

/** It runs after the pacts of this file are written: hooks that were added last run first. */
afterAll(() => {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')).interactions
  const files = { products: read('orders-products.json'), events: read('orders-events.json') }
  rmSync(folder, { recursive: true })
  expect(files.products).toHaveLength(3)
  expect(files.products[0]).toMatchObject({
    type: 'Synchronous/HTTP',
    description: 'a request for a product',
    comments: {
      testname: expect.stringMatching(/\/contract\/consumer\/pact\.test\.ts > gives a mock to a test$/),
    },
  })
  expect(files.events.map(({ type }: { type: string }) => type)).toEqual([
    'Asynchronous/Messages',
    'Synchronous/Messages',
  ])
})

function request(id: number) {
  return {
    description: id === 7 ? 'a request for a product' : `a request for product ${id}`,
    request: { method: 'GET', path: `/products/${id}` },
    response: { body: product },
  }
}

test('gives a mock to a test', async () => {
  await using provider = await products.mock(request(7))
  const answer = await fetch(`${provider.url}/products/7`)
  expect(await answer.json()).toEqual(exampleOf(product))
  expect(provider.requests).toHaveLength(1)
})

for (const id of [8, 9]) {
  test.concurrent(`knows concurrent test ${id} by its context`, async (context) => {
    await expect(products.mock(request(id))).rejects.toThrow('tests run concurrently')
    await using provider = await products.mock([request(id)], context)
    expect((await fetch(`${provider.url}/products/${id}`)).status).toBe(200)
  })
}

test('gives a message to its handler', async () => {
  const message = {
    description: 'a price changed',
    contents: { product: integer(7), on: date() },
    metadata: { queue: 'prices' },
  }
  const handled = await events.receive(message, ({ contents, metadata, contentType, bytes }) => {
    expect(contents.product).toBe(7)
    expect(contents.on).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(JSON.parse(Buffer.from(bytes).toString())).toEqual(contents)
    return [metadata, contentType]
  })
  expect(handled).toEqual([{ queue: 'prices' }, 'application/json'])
})

test('answers a message', async () => {
  const question = {
    description: 'a question for the stock',
    request: { contents: { sku: 'LMP' } },
    responses: [{ contents: { count: integer(3) } }],
  }
  await events.converse(question, async (send) => {
    const [answer] = await send({ contents: { sku: 'LMP' } })
    expect(answer?.contents).toEqual({ count: 3 })
  })
  await expect(
    events.converse(question, (send) => send({ contents: { sku: 'TBL' } }).catch(() => 'caught')),
  ).rejects.toThrow(/another message than "a question for the stock" expects[\s\S]*LMP[\s\S]*TBL/)
  await expect(events.converse(question, () => undefined)).rejects.toThrow('pact_not_fulfilled')
})

test('belongs to a test', () => {
  expect(outside).toMatchObject({ code: 'pact_outside_test' })
})
