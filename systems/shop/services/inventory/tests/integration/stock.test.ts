import { describe, expect, test } from 'assay/test'
import { type Stock, stockWhen } from '../../../../tests/catalogue.ts'
import { handled } from '../../../../tests/log-lines.ts'
import { messageAbout, messagesAbout } from '../../../../tests/messages-about.ts'
import { shelve } from '../shelves.ts'

describe('the stock of a product', () => {
  test('is known as soon as the product is offered', async ({ inventory, broker }) => {
    const productId = crypto.randomUUID()
    const changes = await broker.collect('shop', 'stock.changed')
    await broker.publish('shop', 'product.created', { productId, stock: 7 })
    const stock = await stockWhen(inventory, productId)
    expect(stock).toEqual({ productId, available: 7, reserved: 0, version: 1 })
    await messageAbout(changes, productId)
    expect(messagesAbout(changes, productId)).toMatchObject([
      { body: { productId, available: 7, version: 1 } },
    ])
  })

  test('is shown as documented', async ({ inventory }) => {
    const productId = await shelve(inventory, 5)
    const answer = await inventory.get(`/stock/${productId}`)
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('Stock')
  })

  test.for([crypto.randomUUID(), 'lamp'])('is not found for %s', async (id, { inventory }) => {
    expect(await inventory.get(`/stock/${id}`)).toBeProblem({ status: 404, code: 'STOCK_NOT_FOUND' })
  })

  test('is not set back when the news of the product comes again', async ({ inventory, broker }) => {
    const productId = await shelve(inventory, 3)
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'product.created', { productId, stock: 10 }, { messageId })
    await handled(inventory, messageId)
    expect(await stockWhen(inventory, productId)).toMatchObject({ available: 3, version: 1 })
  })
})

describe('counting the shelves', () => {
  test('sets the stock in a new version, and tells so', async ({ inventory, broker }) => {
    const productId = await shelve(inventory, 5)
    const changes = await broker.collect('shop', 'stock.changed')
    const answer = await inventory.put<Stock>(`/stock/${productId}`, { available: 8 })
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('Stock')
    expect(answer.body).toEqual({ productId, available: 8, reserved: 0, version: 2 })
    await messageAbout(changes, productId)
    expect(messagesAbout(changes, productId)).toMatchObject([
      {
        body: { productId, available: 8, version: 2 },
        headers: { 'x-request-id': answer.exchange.requestId },
      },
    ])
  })

  test.for<object>([{}, { available: -1 }, { available: 1.5 }, { available: 1, reserved: 0 }])(
    'cannot find %o',
    async (count, { inventory }) => {
      const productId = await shelve(inventory, 5)
      expect(await inventory.put(`/stock/${productId}`, count)).toBeProblem({ status: 400 })
      expect((await stockWhen(inventory, productId)).available).toBe(5)
    },
  )
})

describe('a product that is no longer sold', () => {
  test('has no stock, and none can be set', async ({ inventory, broker }) => {
    const productId = await shelve(inventory, 5)
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'product.deleted', { productId }, { messageId })
    await handled(inventory, messageId)
    expect(await inventory.get(`/stock/${productId}`)).toBeProblem({ status: 404, code: 'STOCK_NOT_FOUND' })
    const answer = await inventory.put(`/stock/${productId}`, { available: 9 })
    expect(answer).toBeProblem({ status: 404, detail: /no longer sold/ })
  })

  test('does not come back when the news of its creation comes late', async ({ inventory, broker }) => {
    const productId = crypto.randomUUID()
    for (const [type, data] of [
      ['product.deleted', { productId }],
      ['product.created', { productId, stock: 5 }],
    ] as const) {
      const messageId = crypto.randomUUID()
      await broker.publish('shop', type, data, { messageId })
      await handled(inventory, messageId)
    }
    expect(await inventory.get(`/stock/${productId}`)).toHaveStatus(404)
  })
})

describe('the stock of several products', () => {
  test('leaves out what is not known and what is no longer sold', async ({ inventory, broker }) => {
    const [lamp, desk, sofa] = [
      await shelve(inventory, 5),
      await shelve(inventory, 0),
      await shelve(inventory, 9),
    ]
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'product.deleted', { productId: sofa }, { messageId })
    await handled(inventory, messageId)
    const productIds = [lamp, desk, sofa, crypto.randomUUID()].join(',')
    const answer = await inventory.get<{ items: Stock[] }>('/stock', { query: { productIds } })
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('StockList')
    expect(new Map(answer.body.items.map((item) => [item.productId, item.available]))).toEqual(
      new Map([
        [lamp, 5],
        [desk, 0],
      ]),
    )
  })

  test.for([undefined, '', 'lamp', Array(101).fill(crypto.randomUUID()).join(',')])(
    'is not given for %s',
    async (productIds, { inventory }) => {
      const answer = await inventory.get('/stock', { query: { productIds } })
      expect(answer).toBeProblem({ status: 400, code: 'VALIDATION_FAILED', detail: /productIds/ })
    },
  )
})

test('the health names every store of the service', async ({ inventory }) => {
  const answer = await inventory.get('/health')
  await expect(answer).toMatchSchema('Health')
  expect(answer.body).toMatchObject({
    service: 'inventory',
    checks: { database: 'healthy', broker: 'healthy' },
  })
})
