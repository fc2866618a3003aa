import { describe, eventually, expect, type PostgresHandle, test } from 'assay/test'
import { type Product, product } from '../../../../tests/catalogue.ts'
import { takeDeadLetter } from '../../../../tests/dead-letters.ts'
import { handled } from '../../../../tests/log-lines.ts'
import { messageAbout, messagesAbout } from '../../../../tests/messages-about.ts'

describe('what happens to the catalogue is told', () => {
  test('when a product is offered, with request id and trace of who did it', async ({
    products,
    broker,
    data,
  }) => {
    const events = await broker.collect('shop', 'product.*')
    const { body, exchange } = await products.post<Product>('/products', data.build(product, { stock: 7 }))
    await messageAbout(events, body.id)
    expect(messagesAbout(events, body.id)).toMatchObject([
      {
        routingKey: 'product.created',
        body: { productId: body.id, stock: 7 },
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        headers: {
          'x-request-id': exchange.requestId,
          traceparent: expect.stringMatching(`^00-${exchange.traceId}-`),
        },
      },
    ])
  })

  test('when it is taken out, and only then', async ({ products, broker, data }) => {
    const events = await broker.collect('shop', 'product.deleted')
    const { id } = await data.create(product)
    const unknown = crypto.randomUUID()
    for (const one of [unknown, id, id]) await products.delete(`/products/${one}`)
    // The event of another product comes after any that was told of these.
    const other = await data.create(product)
    await products.delete(`/products/${other.id}`)
    await messageAbout(events, other.id)
    expect(messagesAbout(events, id)).toMatchObject([{ body: { productId: id } }])
    expect(messagesAbout(events, unknown)).toEqual([])
  })

  test('in the order in which it happened', async ({ products, broker, data }) => {
    const events = await broker.collect('shop', 'product.*')
    const { id } = await data.create(product)
    await products.delete(`/products/${id}`)
    await eventually(() => messagesAbout(events, id).length === 2)
    const told = messagesAbout(events, id).map(({ routingKey }) => routingKey)
    expect(told).toEqual(['product.created', 'product.deleted'])
  })

  test('and what was told is no longer in the outbox', async ({ productsDb, data }) => {
    const { id } = await data.create(product)
    await eventually(async () => {
      const waiting = await productsDb.query('SELECT 1 FROM outbox WHERE aggregate_id = $1', [id])
      return waiting.length === 0
    })
  })
})

describe('the stock that the inventory tells', () => {
  async function inboxOf(database: PostgresHandle, messageId: string) {
    return database.query('SELECT queue FROM inbox WHERE message_id = $1', [messageId])
  }

  test('is shown', async ({ products, broker, data }) => {
    const { id } = await data.create(product, { stock: 10 })
    const change = { productId: id, available: 7, version: 1 }
    await broker.publish('shop', 'stock.changed', change)
    await eventually(async () => (await products.get<Product>(`/products/${id}`)).body.stock === 7)
  })

  test('is not replaced by an older one that comes late', async ({ products, broker, data }) => {
    const { id } = await data.create(product, { stock: 10 })
    for (const [version, available] of [
      [3, 3],
      [2, 8],
      [3, 9],
    ]) {
      const messageId = crypto.randomUUID()
      await broker.publish('shop', 'stock.changed', { productId: id, available, version }, { messageId })
      await handled(products, messageId)
    }
    expect((await products.get<Product>(`/products/${id}`)).body.stock).toBe(3)
  })

  test('has one effect when it is delivered twice', async ({ products, productsDb, broker, data }) => {
    const { id } = await data.create(product, { stock: 10 })
    const messageId = crypto.randomUUID()
    // A second delivery never differs from the first; here it does, so that its effect would be seen.
    for (const delivery of [1, 2]) {
      const change = { productId: id, available: delivery, version: delivery }
      await broker.publish('shop', 'stock.changed', change, { messageId })
      await handled(products, messageId, delivery)
    }
    expect((await products.get<Product>(`/products/${id}`)).body.stock).toBe(1)
    expect(await inboxOf(productsDb, messageId)).toEqual([{ queue: 'products.stock' }])
  })

  test('of a product that is not offered changes nothing', async ({ products, productsDb, broker }) => {
    const messageId = crypto.randomUUID()
    const change = { productId: crypto.randomUUID(), available: 7, version: 1 }
    await broker.publish('shop', 'stock.changed', change, { messageId })
    await handled(products, messageId)
    expect(await productsDb.query('SELECT 1 FROM products WHERE id = $1', [change.productId])).toEqual([])
  })

  test('is put aside at once when it is malformed, and no attempt is remembered', async ({
    productsDb,
    broker,
    data,
  }) => {
    const { id } = await data.create(product)
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'stock.changed', { productId: id, available: -1, version: 1 }, { messageId })
    const dead = await takeDeadLetter(broker, 'products.stock', messageId)
    expect(dead).toMatchObject({ attempts: 1, reason: expect.stringMatching(/available/) })
    expect(await inboxOf(productsDb, messageId)).toEqual([])
  })

  test('is put aside at once when nobody knows the type of the message', async ({ broker }) => {
    const messageId = crypto.randomUUID()
    // Addressed to the queue itself, the message has the name of the queue for a type.
    await broker.publish('', 'products.stock', {}, { messageId })
    const dead = await takeDeadLetter(broker, 'products.stock', messageId)
    expect(dead.reason).toMatch(/unknown type/)
  })
})
