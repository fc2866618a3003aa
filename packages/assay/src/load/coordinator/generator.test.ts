import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'
import { expect, test } from 'vitest'
import { selfSigned } from '../protocols/fixtures/self-signed.ts'
import { constantRate, constantUsers, rampingUsers } from '../scenario/load.ts'
import { listen, measure, OK, urlOf } from './fixtures/measured-load.ts'

test('an open load over two threads has every arrival exactly once', async () => {
  await using server = await listen((socket) => socket.write(OK))
  const load = constantRate({ perSecond: 200, duration: '1s' })
  const { total, operations } = await measure(urlOf(server), load, { threads: 2 })
  expect(total).toMatchObject({ scheduled: 200, sent: 200, answered: 200, dropped: 0, failed: 0, errors: 0 })
  expect(total.receivedBytes).toBe(200 * OK.length)
  // The last is due 5 ms before the end.
  expect(total.ratePerSecond).toBeGreaterThan(195)
  expect(total.ratePerSecond).toBeLessThanOrEqual(200)
  // The path is grouped by what looks like an identifier.
  expect(operations.map(({ operation }) => operation)).toEqual(['GET /items/{id}'])
})

test('what was due while the server stalled has waited until it was over', async () => {
  const waiting: (() => void)[] = []
  let isStalled = false
  await using server = await listen((socket, count) => {
    if (count === 50) {
      isStalled = true
      setTimeout(() => {
        isStalled = false
        for (const answer of waiting.splice(0)) answer()
      }, 500)
    }
    if (isStalled) waiting.push(() => socket.write(OK))
    else socket.write(OK)
  })
  const { total } = await measure(urlOf(server), constantRate({ perSecond: 100, duration: '2s' }))
  expect(total).toMatchObject({ scheduled: 200, answered: 200, dropped: 0 })
  // A quarter was due in the stall, evenly: the last twentieth of all is what waited for 400 ms and more.
  expect(total.latency.p95).toBeGreaterThan(380)
  expect(total.latency.p95).toBeLessThan(420)
  expect(total.latency.p50).toBeLessThan(50)
})

test('what waits for a connection was due before it was sent, and the naive figures do not know it', async () => {
  const tls: TlsServer = createTlsServer(selfSigned(), (socket) => {
    socket.on('error', () => undefined).on('data', () => socket.write(OK))
  })
  await using server = await listen(() => undefined)
  server.removeAllListeners('connection')
  server.on('connection', (socket) => setTimeout(() => tls.emit('connection', socket), 300))
  const load = constantRate({ perSecond: 20, duration: '500ms' })
  const { total } = await measure(urlOf(server, 'https'), load)
  expect(total).toMatchObject({ scheduled: 10, answered: 10 })
  expect(total.latency.p95).toBeGreaterThan(300)
  expect(total.naiveLatency.p95).toBeLessThan(150)
})

test('an overloaded system answers late, and that is no rate', async () => {
  // One at a time, each for 10 ms.
  let freeAtMs = 0
  await using server = await listen((socket) => {
    freeAtMs = Math.max(freeAtMs, performance.now()) + 10
    setTimeout(() => socket.write(OK), freeAtMs - performance.now())
  })
  const { total } = await measure(urlOf(server), constantRate({ perSecond: 200, duration: '1s' }))
  expect(total).toMatchObject({ scheduled: 200, answered: 200 })
  expect(total.ratePerSecond).toBeLessThan(110)
  expect(total.ratePerSecond).toBeGreaterThan(60)
})

test('more than the users can bear is dropped, and accounted for', async () => {
  await using server = await listen((socket) => setTimeout(() => socket.write(OK), 100))
  const load = constantRate({ perSecond: 100, duration: '1s', maxUsers: 1 })
  const { total } = await measure(urlOf(server), load)
  expect(total.scheduled).toBe(100)
  expect(total.dropped).toBeGreaterThan(40)
  expect(total.scheduled).toBe(total.sent + total.dropped + total.failed)
})

test.each([
  ['a rate', constantRate({ perSecond: 150, duration: '1s' })],
  ['users', constantUsers({ users: 7, duration: '500ms' })],
])('whatever the server does to %s, every request that was due is accounted for', async (_, load) => {
  await using server = await listen((socket, count) => {
    const behaviours = [
      () => socket.write(OK),
      () => socket.destroy(),
      () => socket.resetAndDestroy(),
      () => socket.end('HTTP/1.1 500 Internal Server Error\r\ncontent-length: 4\r\n\r\noops'),
      () => socket.write('gibberish\r\n\r\n'),
      () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort'),
      () => setTimeout(() => socket.write(OK), 30),
    ]
    behaviours[count % behaviours.length]!()
  })
  const { total } = await measure(urlOf(server), load, { threads: 2 })
  expect(total.scheduled).toBe(total.sent + total.dropped + total.failed)
  expect(total.errorsByKind).toMatchObject({
    status: expect.any(Number),
    reset: expect.any(Number),
    protocol: expect.any(Number),
  })
  const withoutAnswer = total.errors - (total.errorsByKind.status ?? 0)
  expect(total.sent).toBe(total.answered + withoutAnswer - total.failed)
})

test('a target that is down refuses everything, and nothing counts as sent', async () => {
  const server = await listen(() => undefined)
  const url = urlOf(server)
  await server[Symbol.asyncDispose]()
  for (const load of [
    constantRate({ perSecond: 50, duration: '500ms' }),
    constantUsers({ users: 3, duration: '500ms' }),
  ]) {
    const { total } = await measure(url, load)
    expect(total).toMatchObject({ sent: 0, answered: 0, latency: { count: 0 } })
    expect(total.failed).toBe(total.scheduled)
    expect(total.errorsByKind).toEqual({ refused: total.scheduled })
    // It is not flooded either.
    expect(total.scheduled).toBeLessThan(60)
  }
})

test('users come and go as the ramp says', async () => {
  await using server = await listen((socket) => setTimeout(() => socket.write(OK), 5))
  const load = rampingUsers({
    stages: [
      { users: 8, duration: '500ms' },
      { users: 8, duration: '500ms' },
      { users: 0, duration: '500ms' },
    ],
  })
  const { generator, phases, series } = await measure(urlOf(server), load)
  expect(generator.peakUsers).toBe(8)
  expect(phases.map(({ name }) => name)).toEqual(['stage 1', 'stage 2', 'stage 3'])
  const [rising, up, still, top, falling, none] = series.map(({ users }) => users)
  expect([up, still, top]).toEqual([8, 8, 8])
  for (const users of [rising!, falling!]) {
    expect(users).toBeGreaterThanOrEqual(3)
    expect(users).toBeLessThanOrEqual(6)
  }
  expect(none).toBeLessThanOrEqual(1)
})

test('users that pause for a while have not waited meanwhile', async () => {
  await using server = await listen((socket) => socket.write(OK))
  const load = rampingUsers({
    startUsers: 6,
    stages: [
      { users: 6, duration: '200ms' },
      { users: 1, duration: '100ms' },
      { users: 1, duration: '800ms' },
      { users: 6, duration: '100ms' },
      { users: 6, duration: '300ms' },
    ],
  })
  const { total, generator } = await measure(urlOf(server), load, { scenario: 'think' })
  expect(generator.peakUsers).toBe(6)
  expect(total.errors).toBe(0)
  expect(total.latency.max).toBeLessThan(400)
})

test('a request with whatever is wrong with it is one error', async () => {
  await using server = await listen((socket) => socket.write(OK))
  const load = constantRate({ perSecond: 50, duration: '500ms' })
  const { total } = await measure(urlOf(server), load, { scenario: 'check' })
  expect(total).toMatchObject({ scheduled: 25, answered: 25, errors: 25 })
  expect(total.errorsByKind).toEqual({ status: 25, check: 50 })
})
