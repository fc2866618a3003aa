import { describe, expect, test } from 'assay/test'
import { messageAbout, messagesAbout } from '../../../../tests/messages-about.ts'
import { type NewOrder, type Order, order } from '../../../../tests/ordering.ts'
import { refuseEvents } from '../../../../tests/refused-events.ts'
import { forgeries, tokenFor } from '../../../../tests/tokens.ts'
import { offer } from '../catalogue-answers.ts'

describe('an order of what is offered', () => {
  test('is pending, priced by the catalogue, and kept as it was that day', async ({ orders, stubs }) => {
    const [lamp, desk] = offer(stubs, { price: 29.99 }, { price: 12.5 })
    const customerId = crypto.randomUUID()
    const token = await tokenFor(customerId)
    const answer = await orders.post<Order>(
      '/orders',
      {
        items: [
          { productId: lamp, quantity: 2, price: 29.99 },
          { productId: desk, quantity: 1 },
        ],
        subtotal: 72.48,
        shippingAddress: '12 St James Square\nLondon',
      },
      { token },
    )
    expect(answer).toHaveStatus(201)
    await expect(answer).toMatchSchema('Order')
    expect(answer.body).toMatchObject({
      customerId,
      number: expect.stringMatching(/^ORD-[0-9A-Z]{10}$/),
      status: 'pending',
      items: [
        { productId: lamp, name: 'Thing for 29.99', quantity: 2, unitPrice: 29.99, lineTotal: 59.98 },
        { productId: desk, name: 'Thing for 12.5', quantity: 1, unitPrice: 12.5, lineTotal: 12.5 },
      ],
      subtotal: 72.48,
      discountRate: 0.05,
      discount: 3.62,
      total: 68.86,
      shippingAddress: '12 St James Square\nLondon',
      rejectionReason: null,
    })
    expect(answer.headers['location']).toBe(`/orders/${answer.body.id}`)
    const stored = await orders.get(`/orders/${answer.body.id}`, { token })
    expect(stored).toHaveStatus(200)
    await expect(stored).toMatchSchema('Order')
    expect(stored.body).toEqual(answer.body)
  })

  test('is told to the inventory, with request id and trace of the customer', async ({
    orders,
    stubs,
    broker,
  }) => {
    const events = await broker.collect('shop', 'order.*')
    const [lamp] = offer(stubs, { price: 29.99 })
    const customerId = crypto.randomUUID()
    const items = [{ productId: lamp, quantity: 2 }]
    const { body, exchange } = await orders.post<Order>(
      '/orders',
      { items },
      { token: await tokenFor(customerId) },
    )
    await messageAbout(events, body.id)
    expect(messagesAbout(events, body.id)).toMatchObject([
      {
        routingKey: 'order.placed',
        body: { orderId: body.id, customerId, items },
        headers: {
          'x-request-id': exchange.requestId,
          traceparent: expect.stringMatching(`^00-${exchange.traceId}-`),
        },
      },
    ])
  })

  test('asks each neighbour once for what it needs, with request id and trace', async ({ orders, stubs }) => {
    const [lamp, desk] = offer(stubs, { price: 29.99 }, { price: 5 })
    const items = [lamp, desk].map((productId) => ({ productId, quantity: 1 }))
    const { exchange } = await orders.post(
      '/orders',
      { items },
      { token: await tokenFor(crypto.randomUUID()) },
    )
    const headers = {
      'x-request-id': exchange.requestId,
      traceparent: expect.stringMatching(`^00-${exchange.traceId}-`),
    }
    expect(stubs.products).toHaveBeenCalled('GET /products/:id', { times: 2, with: { headers } })
    const query = { productIds: `${lamp},${desk}` }
    expect(stubs.inventory).toHaveBeenCalled('GET /stock', { times: 1, with: { headers, query } })
  })

  test.for<['regular' | 'premium', number, number, number]>([
    ['regular', 100, 0.05, 95],
    ['regular', 100.01, 0.1, 90.01],
    ['premium', 100, 0.1, 90],
    ['premium', 100.01, 0.15, 85.01],
  ])(
    'costs a %s customer for %d with a discount of %d: %d',
    async ([tier, price, rate, total], { orders, stubs }) => {
      const [thing] = offer(stubs, { price })
      const token = await tokenFor(crypto.randomUUID(), { tier })
      const { body } = await orders.post<Order>(
        '/orders',
        { items: [{ productId: thing, quantity: 1 }] },
        { token },
      )
      expect(body).toMatchObject({ subtotal: price, discountRate: rate, total })
    },
  )
})

describe('an order is refused, and nothing is kept of it', () => {
  test.for<[string, string, (productId: string) => NewOrder, RegExp]>([
    [
      'with a price that is not the catalogue’s',
      'PRICE_MISMATCH',
      (productId) => ({ items: [{ productId, quantity: 1, price: 29.98 }] }),
      /costs 29\.99, not 29\.98/,
    ],
    [
      'with a sum that is not that of its items',
      'SUBTOTAL_MISMATCH',
      (productId) => ({ items: [{ productId, quantity: 2 }], subtotal: 59.99 }),
      /59\.98, not 59\.99/,
    ],
    [
      'of more than there is',
      'INSUFFICIENT_INVENTORY',
      (productId) => ({ items: [{ productId, quantity: 101 }] }),
      /insufficient inventory for Thing for 29\.99: 100 available/,
    ],
  ])('%s', async ([, code, build, detail], { orders, ordersDb, stubs }) => {
    const [lamp] = offer(stubs, { price: 29.99 })
    const customerId = crypto.randomUUID()
    const answer = await orders.post('/orders', build(lamp!), { token: await tokenFor(customerId) })
    expect(answer).toBeProblem({ status: 400, code, detail })
    expect(await ordersDb.query('SELECT 1 FROM orders WHERE customer_id = $1', [customerId])).toEqual([])
  })

  test('of a product that is not offered, which is named', async ({ orders, stubs, data }) => {
    offer(stubs)
    const unknown = data.build(order)
    const answer = await orders.post('/orders', unknown, { token: await tokenFor(crypto.randomUUID()) })
    expect(answer).toBeProblem({ status: 404, code: 'PRODUCT_NOT_FOUND' })
    expect(answer.exchange.responseBody).toContain(unknown.items[0]!.productId)
    expect(stubs.inventory).not.toHaveBeenCalled('GET /stock')
  })

  test.for<[string, object]>([
    ['items', { items: [] }],
    ['items', { items: undefined }],
    ['items.0.quantity', { items: [{ productId: crypto.randomUUID(), quantity: 0 }] }],
    ['items.0.productId', { items: [{ productId: '1; DROP TABLE orders', quantity: 1 }] }],
    ['discount', { discount: 0.5 }],
  ])('for its %s: %o', async ([field, wrong], { orders, stubs, data }) => {
    const body = { ...data.build(order), ...wrong }
    const answer = await orders.post<{ errors: object[] }>('/orders', body, {
      token: await tokenFor(crypto.randomUUID()),
    })
    expect(answer).toBeProblem({ status: 400, code: 'VALIDATION_FAILED' })
    expect(answer.body.errors).toMatchObject([{ field }])
    expect(stubs.products).not.toHaveBeenCalled('GET /products/:id')
  })

  test('without a token, before anybody is asked', async ({ orders, stubs, data }) => {
    expect(await orders.post('/orders', data.build(order))).toBeProblem({
      status: 401,
      code: 'UNAUTHENTICATED',
    })
    expect(stubs.products).not.toHaveBeenCalled('GET /products/:id')
  })

  test('with a token without a signature', async ({ orders, data }) => {
    const token = await forgeries['without a signature (alg none)']!(crypto.randomUUID())
    expect(await orders.post('/orders', data.build(order), { token })).toBeProblem({
      status: 401,
      code: 'INVALID_TOKEN',
    })
  })

  test('when the event cannot be stored', async ({ orders, ordersDb, stubs }) => {
    const [lamp] = offer(stubs, { price: 29.99 })
    const customerId = crypto.randomUUID()
    await using _ = await refuseEvents(ordersDb, customerId)
    const answer = await orders.post(
      '/orders',
      { items: [{ productId: lamp, quantity: 1 }] },
      { token: await tokenFor(customerId) },
    )
    expect(answer).toBeProblem({ status: 500, code: 'INTERNAL_ERROR' })
    expect(await ordersDb.query('SELECT 1 FROM orders WHERE customer_id = $1', [customerId])).toEqual([])
  })
})

describe('of a product that the inventory has not heard of yet', () => {
  test.for([
    [3, 201],
    [4, 400],
  ])('%i of the three that the catalogue shows: %i', async ([quantity, status], { orders, stubs }) => {
    const [lamp] = offer(stubs, { price: 29.99, stock: 3, available: undefined })
    const answer = await orders.post(
      '/orders',
      { items: [{ productId: lamp, quantity }] },
      { token: await tokenFor(crypto.randomUUID()) },
    )
    expect(answer).toHaveStatus(status!)
  })
})

test('what the inventory has counts, not what the catalogue shows', async ({ orders, stubs }) => {
  const [lamp] = offer(stubs, { price: 29.99, stock: 100, available: 1 })
  const answer = await orders.post(
    '/orders',
    { items: [{ productId: lamp, quantity: 2 }] },
    { token: await tokenFor(crypto.randomUUID()) },
  )
  expect(answer).toBeProblem({ status: 400, code: 'INSUFFICIENT_INVENTORY', detail: /1 available/ })
})
