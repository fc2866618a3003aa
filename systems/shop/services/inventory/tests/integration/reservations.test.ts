import { describe, eventually, expect, test } from 'assay/test'
import { stockWhen } from '../../../../tests/catalogue.ts'
import { takeDeadLetter } from '../../../../tests/dead-letters.ts'
import { handled } from '../../../../tests/log-lines.ts'
import { messageAbout, messagesAbout } from '../../../../tests/messages-about.ts'
import { decisionOn, place, shelve } from '../shelves.ts'

describe('an order of what is there', () => {
  test('holds it, and the answer carries the request id and the trace of the order', async ({
    inventory,
    broker,
  }) => {
    const answers = await broker.collect('shop', 'inventory.*')
    const [lamp, desk] = [await shelve(inventory, 5), await shelve(inventory, 1)]
    const items = [
      { productId: lamp, quantity: 2 },
      { productId: desk, quantity: 1 },
    ]
    const orderId = crypto.randomUUID()
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    const headers = { 'x-request-id': `checkout:${orderId}`, traceparent: `00-${trace}-00f067aa0ba902b7-01` }
    await broker.publish('shop', 'order.placed', { orderId, items }, { headers })
    await messageAbout(answers, orderId)
    expect(messagesAbout(answers, orderId)).toMatchObject([
      {
        routingKey: 'inventory.reserved',
        body: { orderId },
        headers: {
          'x-request-id': `checkout:${orderId}`,
          traceparent: expect.stringMatching(`^00-${trace}-(?!00f067aa0ba902b7)`),
        },
      },
    ])
    expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 3, reserved: 2, version: 2 })
    expect(await stockWhen(inventory, desk)).toMatchObject({ available: 0, reserved: 1 })
    const held = await inventory.get(`/reservations/${orderId}`)
    await expect(held).toMatchSchema('Reservation')
    expect(held.body).toEqual({ orderId, status: 'reserved', items, reason: null })
  })

  test('is told to the catalogue, product by product', async ({ inventory, broker }) => {
    const changes = await broker.collect('shop', 'stock.changed')
    const lamp = await shelve(inventory, 5)
    await place(broker, [{ productId: lamp, quantity: 2 }])
    await eventually(() => messagesAbout(changes, lamp).length === 2)
    expect(messagesAbout(changes, lamp)).toMatchObject([
      { body: { productId: lamp, available: 5, version: 1 } },
      { body: { productId: lamp, available: 3, version: 2 } },
    ])
  })
})

describe('an order of more than is there', () => {
  test('holds nothing at all, and says what is missing', async ({ inventory, broker }) => {
    const answers = await broker.collect('shop', 'inventory.*')
    const [lamp, desk] = [await shelve(inventory, 5), await shelve(inventory, 1)]
    const orderId = await place(broker, [
      { productId: lamp, quantity: 5 },
      { productId: desk, quantity: 2 },
    ])
    const reason = `insufficient inventory for ${desk}`
    expect(await decisionOn(inventory, orderId)).toMatchObject({ status: 'rejected', reason })
    await messageAbout(answers, orderId)
    expect(messagesAbout(answers, orderId)).toMatchObject([
      { routingKey: 'inventory.rejected', body: { orderId, reason } },
    ])
    expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 5, reserved: 0, version: 1 })
    expect(await stockWhen(inventory, desk)).toMatchObject({ available: 1, reserved: 0, version: 1 })
  })

  test('is rejected for a product that is no longer sold', async ({ inventory, broker }) => {
    const lamp = await shelve(inventory, 5)
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'product.deleted', { productId: lamp }, { messageId })
    await handled(inventory, messageId)
    const orderId = await place(broker, [{ productId: lamp, quantity: 1 }])
    expect(await decisionOn(inventory, orderId)).toMatchObject({ status: 'rejected' })
  })
})

describe('many orders at once', () => {
  test('get what there is and not one more', async ({ inventory, broker }) => {
    const lamp = await shelve(inventory, 5)
    const orders = await Promise.all(
      Array.from({ length: 12 }, () => place(broker, [{ productId: lamp, quantity: 1 }])),
    )
    const decisions = await Promise.all(orders.map((orderId) => decisionOn(inventory, orderId)))
    expect(decisions.filter(({ status }) => status === 'reserved')).toHaveLength(5)
    expect(decisions.filter(({ status }) => status === 'rejected')).toHaveLength(7)
    expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 0, reserved: 5 })
  })

  test('of the same products in opposite order do not wait for each other in a ring', async ({
    inventory,
    broker,
  }) => {
    const [lamp, desk] = [await shelve(inventory, 20), await shelve(inventory, 20)]
    const items = [
      { productId: lamp, quantity: 1 },
      { productId: desk, quantity: 1 },
    ]
    const orders = await Promise.all(
      Array.from({ length: 16 }, (_, index) => place(broker, index % 2 === 0 ? items : items.toReversed())),
    )
    for (const orderId of orders) expect((await decisionOn(inventory, orderId)).status).toBe('reserved')
    expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 4, reserved: 16 })
    expect(await stockWhen(inventory, desk)).toMatchObject({ available: 4, reserved: 16 })
    expect(inventory.logs().filter((line) => line.includes('deadlock'))).toEqual([])
  })
})

describe('an order that is told twice holds once', () => {
  test.for([
    ['in the same message', true],
    ['in another message', false],
  ] as const)('%s', async ([, isSame], { inventory, broker }) => {
    const lamp = await shelve(inventory, 5)
    const order = { orderId: crypto.randomUUID(), items: [{ productId: lamp, quantity: 2 }] }
    const first = crypto.randomUUID()
    const second = isSame ? first : crypto.randomUUID()
    await broker.publish('shop', 'order.placed', order, { messageId: first })
    await handled(inventory, first)
    await broker.publish('shop', 'order.placed', order, { messageId: second })
    await handled(inventory, second, isSame ? 2 : 1)
    expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 3, reserved: 2 })
  })
})

describe('an order that is cancelled', () => {
  test('gives back what it held, once, however often it is told', async ({ inventory, broker }) => {
    const lamp = await shelve(inventory, 5)
    const orderId = await place(broker, [{ productId: lamp, quantity: 2 }])
    await decisionOn(inventory, orderId)
    for (const messageId of [crypto.randomUUID(), crypto.randomUUID()]) {
      await broker.publish('shop', 'order.cancelled', { orderId }, { messageId })
      await handled(inventory, messageId)
    }
    expect(await decisionOn(inventory, orderId)).toMatchObject({ status: 'released' })
    expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 5, reserved: 0 })
  })

  test('before it was heard of holds nothing when it comes', async ({ inventory, broker }) => {
    const lamp = await shelve(inventory, 5)
    const order = { orderId: crypto.randomUUID(), items: [{ productId: lamp, quantity: 2 }] }
    for (const [type, data] of [
      ['order.cancelled', { orderId: order.orderId }],
      ['order.placed', order],
    ] as const) {
      const messageId = crypto.randomUUID()
      await broker.publish('shop', type, data, { messageId })
      await handled(inventory, messageId)
    }
    expect(await decisionOn(inventory, order.orderId)).toMatchObject({ status: 'released', items: [] })
    expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 5, reserved: 0 })
  })

  test('after it was rejected gives nothing back, for it held nothing', async ({ inventory, broker }) => {
    const lamp = await shelve(inventory, 1)
    const orderId = await place(broker, [{ productId: lamp, quantity: 2 }])
    await decisionOn(inventory, orderId)
    const messageId = crypto.randomUUID()
    await broker.publish('shop', 'order.cancelled', { orderId }, { messageId })
    await handled(inventory, messageId)
    expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 1, reserved: 0 })
  })
})

test('an order that overtakes the news of its product is not rejected for it', async ({
  inventory,
  broker,
}) => {
  const productId = crypto.randomUUID()
  const messageId = crypto.randomUUID()
  const order = { orderId: crypto.randomUUID(), items: [{ productId, quantity: 2 }] }
  await broker.publish('shop', 'order.placed', order, { messageId })
  await eventually(() => inventory.logs().some((line) => line.includes(messageId)))
  expect(await inventory.get(`/reservations/${order.orderId}`)).toHaveStatus(404)
  await broker.publish('shop', 'product.created', { productId, stock: 5 })
  expect(await decisionOn(inventory, order.orderId)).toMatchObject({ status: 'reserved' })
  expect(await stockWhen(inventory, productId)).toMatchObject({ available: 3, reserved: 2 })
})

test('a malformed order is put aside at once, with the reason', async ({ inventory, broker }) => {
  const lamp = await shelve(inventory, 5)
  const messageId = crypto.randomUUID()
  const order = { orderId: crypto.randomUUID(), items: [{ productId: lamp, quantity: -2 }] }
  await broker.publish('shop', 'order.placed', order, { messageId })
  const dead = await takeDeadLetter(broker, 'inventory.orders', messageId)
  expect(dead).toMatchObject({ body: order, reason: expect.stringMatching(/quantity/) })
  expect(await stockWhen(inventory, lamp)).toMatchObject({ available: 5, reserved: 0 })
})

test.for([crypto.randomUUID(), 'ORD-7ZK3M9QX4T'])('nothing is held for %s', async (id, { inventory }) => {
  expect(await inventory.get(`/reservations/${id}`)).toBeProblem({
    status: 404,
    code: 'RESERVATION_NOT_FOUND',
  })
})
