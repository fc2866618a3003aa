import type { Broker, Delivery, OutgoingMessage } from '@shop/service-kit/broker'
import { type MessageHandler, onMessage, retryDelayMs, startConsumer } from '@shop/service-kit/consumer'
import { createLogger } from '@shop/service-kit/logger'
import { describe, expect, test, vi } from 'assay/test'
import { z } from 'zod'

const log = createLogger({ service: 'test', level: 'silent' })

/** Hands one message to a consumer of `orders.reservations` whose broker is a double. */
async function consume(handler: MessageHandler, message: Partial<Delivery> = {}) {
  const publish = vi.fn<(message: OutgoingMessage) => Promise<void>>().mockResolvedValue()
  const receive: ((delivery: Delivery) => Promise<void>)[] = []
  const broker = {
    publish,
    subscribe: (_queue: string, listener: (delivery: Delivery) => Promise<void>) =>
      void receive.push(listener),
  } as unknown as Broker
  const handlers = { 'inventory.reserved': handler }
  startConsumer({ broker, queue: 'orders.reservations', handlers, attempts: 3, retryMs: 200, log })
  await receive[0]!({
    messageId: 'm1',
    routingKey: 'inventory.reserved',
    body: { orderId: 'o1' },
    headers: {},
    ...message,
  } as Delivery)
  return publish.mock.calls.map(([published]) => published)
}

function failingWith(error: unknown): MessageHandler {
  return () => Promise.reject(error)
}

describe('the wait before another attempt', () => {
  test.for([
    [1, 200],
    [2, 400],
    [3, 800],
    [8, 25_600],
    [9, 30_000],
    [100, 30_000],
  ])('after failure %i it is %i ms', ([attempt, delayMs]) => {
    expect(retryDelayMs(attempt!, 200)).toBe(delayMs)
  })
})

test('a message that was handled is not published again', async () => {
  const handler = vi.fn<MessageHandler>().mockResolvedValue()
  expect(await consume(handler)).toEqual([])
  const message = { queue: 'orders.reservations', messageId: 'm1', type: 'inventory.reserved', attempt: 1 }
  expect(handler.mock.calls).toEqual([[{ orderId: 'o1' }, message]])
})

test('a failed message waits in the retry queue, with its ids, its count and the reason', async () => {
  const headers = { 'x-request-id': 'r1', 'x-attempt': 2 }
  const [retried] = await consume(failingWith(new Error('deadlock detected')), { headers })
  expect(retried).toMatchObject({
    routingKey: 'orders.reservations.retry',
    messageId: 'm1',
    type: 'inventory.reserved',
    body: { orderId: 'o1' },
    expiresAfterMs: 400,
    headers: { 'x-request-id': 'r1', 'x-attempt': 3, 'x-error': 'deadlock detected' },
  })
})

test('the last attempt ends in the dead queue, where nothing expires', async () => {
  const [dead] = await consume(failingWith(new Error('still broken')), { headers: { 'x-attempt': 3 } })
  expect(dead).toMatchObject({ routingKey: 'orders.reservations.dead', headers: { 'x-attempt': 3 } })
  expect(dead?.expiresAfterMs).toBeUndefined()
})

test('while the database is away attempts do not count', async () => {
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const [retried] = await consume(failingWith(away), { headers: { 'x-attempt': 3 } })
  expect(retried).toMatchObject({
    routingKey: 'orders.reservations.retry',
    expiresAfterMs: 1000,
    headers: { 'x-attempt': 3 },
  })
})

describe('a malformed message is given up at once', () => {
  const handler = vi.fn().mockResolvedValue(undefined)
  const checked = onMessage(z.object({ orderId: z.guid() }), handler)

  test.for<[string, Partial<Delivery>, RegExp]>([
    ['with a wrong body', { body: { orderId: 7 } }, /the body is malformed: .*orderId/s],
    ['of an unknown type', { type: 'inventory.counted' }, /unknown type/],
    ['without an id', { messageId: '' }, /no id/],
  ])('%s', async ([, message, reason]) => {
    const [dead] = await consume(checked, message)
    expect(dead?.routingKey).toBe('orders.reservations.dead')
    expect(dead?.headers['x-error']).toMatch(reason)
    expect(handler).not.toHaveBeenCalled()
  })
})
