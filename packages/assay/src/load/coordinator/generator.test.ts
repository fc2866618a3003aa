import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { constantRate, constantUsers, type Load, rampingUsers } from '../scenario/load.ts'
import { LoadGenerator } from './generator.ts'
import { loadOutcome } from './load-outcome.ts'
import { phasesOf } from './phases.ts'
import type { TimedLoad } from './scenario-run.ts'
import { Timeline } from './timeline.ts'

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

/** A server that answers each request as it is told. */
async function listen(answer: (socket: Socket, count: number) => void): Promise<Server & AsyncDisposable> {
  let count = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', () => {
      count += 1
      answer(socket, count)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(server, {
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  })
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/items/7`
}

async function measure(
  url: string,
  load: TimedLoad,
  { threads = 1, stopAfterMs = Number.POSITIVE_INFINITY } = {},
) {
  const notes: string[] = []
  const stop = new AbortController()
  const { signal } = stop
  await using generator = await LoadGenerator.start({
    ...{ file: undefined, scenario: 'quick', seed: 'a', threads, onNote: (note: string) => notes.push(note) },
    quick: { url, method: 'GET', headers: {}, body: undefined },
    targets: [{ name: 'target', url: new URL(url).origin }],
  })
  await generator.prepare(0, signal)
  const phases = phasesOf(load)
  const timeline = new Timeline(phases, 250)
  await generator.run({
    ...{ load, phases, intervalMs: 250, signal },
    onInterval: (worker, report) => {
      timeline.add(worker, report)
      if ((report.index + 1) * 250 >= stopAfterMs) stop.abort()
    },
  })
  const elapsedMs = phases.at(-1)!.fromMs
  return { ...loadOutcome(timeline, phases, elapsedMs), generator: timeline.generator(threads), notes }
}

test('an open load over two threads has every arrival exactly once', async () => {
  await using server = await listen((socket) => socket.write(OK))
  const { total, operations } = await measure(
    urlOf(server),
    constantRate({ perSecond: 200, duration: '1s' }),
    {
      threads: 2,
    },
  )
  expect(total).toMatchObject({ scheduled: 200, sent: 200, answered: 200, dropped: 0, failed: 0, errors: 0 })
  expect(total.receivedBytes).toBe(200 * OK.length)
  expect(total.ratePerSecond).toBe(200)
  // The path is grouped by what looks like an identifier.
  expect(operations.map(({ operation }) => operation)).toEqual(['GET /items/{id}'])
})

test('what was due while the server stalled has waited, and the naive figures do not know it', async () => {
  let isStalled = false
  await using server = await listen((socket, count) => {
    if (count === 50) {
      isStalled = true
      setTimeout(() => {
        isStalled = false
        server.emit('awake')
      }, 500)
    }
    if (!isStalled) socket.write(OK)
    else server.once('awake', () => socket.write(OK))
  })
  server.setMaxListeners(0)
  // One virtual user: whatever is due while it waits is late.
  const load = { ...constantRate({ perSecond: 100, duration: '2s', maxUsers: 1 }) }
  const { total } = await measure(urlOf(server), load)
  expect(total.scheduled).toBe(200)
  expect(total.dropped).toBeGreaterThan(40)
  expect(total.scheduled).toBe(total.sent + total.dropped + total.failed)

  const open = await measure(urlOf(server), constantRate({ perSecond: 100, duration: '1s' }))
  expect(open.total.dropped).toBe(0)
})

test('whatever the server does, every request that was due is accounted for', async () => {
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
  for (const load of [
    constantRate({ perSecond: 150, duration: '1s' }),
    constantUsers({ users: 7, duration: '500ms' }),
  ]) {
    const { total } = await measure(urlOf(server), load, { threads: 2 })
    expect(total.scheduled).toBe(total.sent + total.dropped + total.failed)
    expect(total.errorsByKind).toMatchObject({
      status: expect.any(Number),
      reset: expect.any(Number),
      protocol: expect.any(Number),
    })
    const withoutAnswer = total.errors - (total.errorsByKind.status ?? 0)
    expect(total.sent).toBe(total.answered + withoutAnswer - total.failed)
  }
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
  const stages = [
    { users: 8, duration: '400ms' },
    { users: 8, duration: '300ms' },
    { users: 0, duration: '400ms' },
  ] as const
  const { generator, phases } = await measure(urlOf(server), rampingUsers({ stages }) as TimedLoad)
  expect(generator.peakUsers).toBe(8)
  expect(phases.map(({ name }) => name)).toEqual(['stage 1', 'stage 2', 'stage 3'])
})

test('an interruption keeps what was measured until then', async () => {
  await using server = await listen((socket) => socket.write(OK))
  const load: Load = constantRate({ perSecond: 100, duration: '60s' })
  const { total } = await measure(urlOf(server), load, { stopAfterMs: 750 })
  expect(total.answered).toBeGreaterThanOrEqual(70)
  expect(total.answered).toBeLessThan(3_000)
  expect(total.scheduled).toBe(total.sent + total.dropped + total.failed)
})
