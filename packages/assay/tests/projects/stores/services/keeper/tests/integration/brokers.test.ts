import { eventually, expect, test } from 'assay/test'

test('Redis databases are apart', async ({ cache }) => {
  const [own, other] = [await cache.client(), await (await cache.fresh()).client()]
  await own.set('key', 'value')
  expect(await other.get('key')).toBeNull()
  await own.del('key')
})

test('RabbitMQ vhosts are apart, and messages can be seen', async ({ broker }) => {
  const fresh = await broker.fresh()
  const channel = await (await fresh.connect()).createChannel()
  await channel.assertExchange('events', 'topic')
  const seen = await fresh.collect<{ n: number }>('events', 'order.*')
  await fresh.publish('events', 'order.placed', { n: 1 }, { messageId: 'm1' })
  await fresh.publish('events', 'user.added', { n: 2 })
  await eventually(() => seen.messages.length === 1)
  expect(seen.messages[0]).toMatchObject({ body: { n: 1 }, routingKey: 'order.placed', messageId: 'm1' })
  const elsewhere = await (await broker.connect()).createChannel()
  elsewhere.on('error', () => undefined)
  await expect(elsewhere.checkExchange('events')).rejects.toThrow('NOT_FOUND')
})

test('there are as many NATS accounts as are asked for, and those in use stay connected', async ({ bus }) => {
  const first = await bus.client()
  const accounts = await Promise.all(Array.from({ length: 200 }, () => bus.fresh()))
  expect(new Set(accounts.map(({ url }) => url)).size).toBe(200)
  const last = await accounts.at(-1)!.client()
  await Promise.all([first.flush(), last.flush()])
  expect(first.stats().inMsgs).toBe(0)
})

test('NATS accounts are apart', async ({ bus }) => {
  const own = await bus.client()
  const other = await (await bus.fresh()).client()
  const received: string[] = []
  own.subscribe('greeting', { callback: (_, message) => received.push(message.string()) })
  await own.flush()
  other.publish('greeting', 'from elsewhere')
  await other.flush()
  own.publish('greeting', 'from here')
  await eventually(() => received.length > 0)
  expect(received).toEqual(['from here'])
})
