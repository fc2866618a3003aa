import { createServer, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { expect, test } from 'vitest'
import { measuredUser } from './fixtures/measured-user.ts'
import { selfSigned } from './fixtures/self-signed.ts'
import { closedPort, listen, mute } from './fixtures/test-server.ts'
import { serverSentEvents } from './server-sent-events.ts'

const one = { scheduled: 1, sent: 1, failed: 0, answered: 1, errors: {} }
const unanswered = { scheduled: 1, sent: 1, failed: 0, answered: 0 }
const unsent = { scheduled: 1, sent: 0, failed: 1, answered: 0 }

test('connecting and waiting for events are operations', async () => {
  await using server = await listen(serve())
  const { user, targetAt, recorded } = measuredUser()
  user.authorize('secret')
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const stream = await serverSentEvents(user, target, {
    address: '/echo/{id}',
    ...{ path: { id: 7 }, query: { from: 'start' }, lastEventId: '41' },
  })
  const first = await stream.next()
  expect(first.json()).toMatchObject({
    url: '/echo/7?from=start',
    headers: { authorization: 'Bearer secret', accept: 'text/event-stream', 'last-event-id': '41' },
  })
  expect([first.event, first.id]).toEqual(['message', '42'])
  const second = await stream.next({ name: 'second' })
  expect([second.event, second.id, second.data]).toEqual(['greeting', '42', 'Grüße\nan alle'])
  expect(stream.lastEventId).toBe('42')

  const counted = recorded()
  expect(Object.keys(counted)).toEqual(['connect /echo/{id}', 'next /echo/{id}', 'second'])
  for (const operation of Object.values(counted)) {
    expect(operation).toMatchObject({ ...one, latency: { count: 1 }, naiveLatency: { count: 1 } })
    expect(operation.latency.max).toBeLessThan(1_000)
  }
  expect(counted['connect /echo/{id}']!.receivedBytes).toBeGreaterThan(50)
  expect(counted['next /echo/{id}']!.receivedBytes).toBeGreaterThan(150)
  expect(counted['second']!.receivedBytes).toBeLessThan(60)
  stream.close()
  expect(user.opened.size + user.openRequests).toBe(0)
})

test('early hints are no answer', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const stream = await serverSentEvents(user, target, { address: '/hints' })
  expect((await stream.next()).data).toBe('hinted')
  expect(counts()).toEqual({ 'connect /hints': one, 'next /hints': one })
  stream.close()
})

test('a stream that ends is a reset for whoever waits, after what has come', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts, samples } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const stream = await serverSentEvents(user, target, { address: '/three-and-end' })
  await expect.poll(() => user.opened.size).toBe(0)
  for (const data of ['1', '2', '3']) expect((await stream.next()).data).toBe(data)
  await expect(stream.next()).rejects.toMatchObject({ name: 'RequestFailed', kind: 'reset' })
  expect(counts()['next /three-and-end']).toEqual({
    ...{ scheduled: 4, sent: 3, failed: 1, answered: 3 },
    errors: { reset: 1 },
  })
  expect(samples()).toEqual(['reset next /three-and-end: the server ended the stream'])
})

test.each(['/end-later', '/drop-later'])('a stream that does %s ends whoever waits', async (address) => {
  const served = serve()
  await using server = await listen(served)
  const { user, targetAt, counts } = measuredUser()
  const stream = await serverSentEvents(user, targetAt(`http://127.0.0.1:${server.port}`), { address })
  const waiting = stream.next({ name: 'wait' })
  served.emit('later')
  await expect(waiting).rejects.toMatchObject({ kind: 'reset' })
  expect(counts()['wait']).toEqual({ ...unanswered, errors: { reset: 1 } })
  expect(user.opened.size + user.openRequests).toBe(0)
})

test('an event that does not come in time takes its time, and the stream stays', async () => {
  await using server = await listen(serve())
  const { user, targetAt, recorded } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const stream = await serverSentEvents(user, target, { address: '/silent' })
  await expect(stream.next({ timeoutMs: 60 })).rejects.toMatchObject({ kind: 'timeout' })
  const late = recorded()['next /silent']!
  expect(late).toMatchObject({ ...unanswered, errors: { timeout: 1 }, latency: { count: 1 } })
  expect(late.latency.max).toBeGreaterThanOrEqual(59)
  expect(late.latency.max).toBeLessThan(1_000)
  expect(user.opened.size).toBe(1)
  for (const open of user.opened) open.destroy()
  await expect(stream.next()).rejects.toMatchObject({ kind: 'reset' })
})

test('waiting counts from when it was asked, and not from when the event came', async () => {
  await using server = await listen(serve())
  const { user, targetAt, recorded } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const stream = await serverSentEvents(user, target, { address: '/three-and-end' })
  await expect.poll(() => user.opened.size).toBe(0)
  user.dueMs = user.nowMs() - 200
  await stream.next({ name: 'due' })
  await stream.next({ name: 'kept' })
  const { due, kept } = recorded()
  expect(due!.latency.max).toBeGreaterThanOrEqual(200)
  expect(due!.naiveLatency.max).toBeLessThan(100)
  expect(kept!.latency.max).toBeLessThan(100)
})

test('an answer that is no stream of events is an error', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts, samples } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const kindOf = async (address: string) => {
    const failure = await serverSentEvents(user, target, { address }).catch((error) => error)
    return failure.kind
  }
  expect(await kindOf('/status/503')).toBe('status')
  expect(await kindOf('/html')).toBe('protocol')
  expect(counts()).toEqual({
    'connect /status/{id}': { ...one, errors: { status: 1 } },
    'connect /html': { ...one, errors: { protocol: 1 } },
  })
  expect(samples()[0]).toBe('status connect /status/{id}: answered 503, and 200 was expected')
  expect(user.opened.size + user.openRequests).toBe(0)
})

test('nobody listens, nobody answers, and a certificate nobody vouches for', async () => {
  await using silent = await listen(mute())
  await using closing = await listen(mute(''))
  await using secure = await listen(serve(createHttpsServer(selfSigned())))
  const { user, targetAt, recorded } = measuredUser({ insecure: false })
  const kindOf = async (name: string, url: string, timeoutMs = 2_000) => {
    const options = { address: '/', name, timeoutMs }
    const failure = await serverSentEvents(user, targetAt(url), options).catch((error) => error)
    return failure.kind
  }
  expect(await kindOf('closed', `http://127.0.0.1:${await closedPort()}`)).toBe('refused')
  expect(await kindOf('silent', `http://127.0.0.1:${silent.port}`, 100)).toBe('timeout')
  expect(await kindOf('closing', `http://127.0.0.1:${closing.port}`)).toBe('reset')
  expect(await kindOf('unsafe', `https://localhost:${secure.port}`)).toBe('tls')
  const counted = recorded()
  expect(counted['closed']).toMatchObject({ ...unsent, errors: { refused: 1 } })
  expect(counted['silent']).toMatchObject({ ...unanswered, errors: { timeout: 1 }, latency: { count: 1 } })
  expect(counted['silent']!.latency.max).toBeGreaterThanOrEqual(99)
  expect(counted['closing']).toMatchObject({ ...unanswered, errors: { reset: 1 }, latency: { count: 0 } })
  expect(counted['unsafe']).toMatchObject({ ...unsent, errors: { tls: 1 } })
  expect(user.opened.size + user.openRequests).toBe(0)
})

test('TLS works, and cookies are kept', async () => {
  await using server = await listen(serve(createHttpsServer(selfSigned())))
  const { user, targetAt } = measuredUser()
  const target = targetAt(`https://localhost:${server.port}`)
  const stream = await serverSentEvents(user, target, { address: '/silent' })
  expect(user.cookies.headerFor(target.origin)).toBe('session=42')
  stream.close()
})

test('a flood that nobody reads, or an event without end, ends the stream', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts } = measuredUser({ maxBodyBytes: 10_000 })
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const flood = await serverSentEvents(user, target, { address: '/flood', maxUnread: 100 })
  const endless = await serverSentEvents(user, target, { address: '/endless' })
  await expect.poll(() => user.opened.size).toBe(0)
  for (let index = 0; index < 100; index += 1) {
    expect((await flood.next({ name: 'kept' })).data).toBe(String(index))
  }
  await expect(flood.next({ name: 'lost' })).rejects.toMatchObject({ kind: 'protocol' })
  await expect(endless.next({ name: 'endless' })).rejects.toMatchObject({ kind: 'protocol' })
  expect(counts()).toMatchObject({
    kept: { ...one, scheduled: 100, sent: 100, answered: 100 },
    lost: { ...unsent, errors: { protocol: 1 } },
    endless: { ...unsent, errors: { protocol: 1 } },
  })
})

test('closing is the fault of the scenario for whoever waits', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const stream = await serverSentEvents(user, target, { address: '/silent' })
  const waiting = stream.next({ name: 'wait' })
  stream.close()
  await expect(waiting).rejects.toMatchObject({ kind: 'scenario' })
  expect(counts()['wait']).toEqual({ ...unanswered, errors: { scenario: 1 } })
})

/** Does as the path says. */
function serve(server = createServer()) {
  server.on('request', ({ url = '', headers }, answer: ServerResponse) => {
    const [, action, argument] = url.split(/[/?]/)
    if (action === 'status') return answer.writeHead(Number(argument)).end()
    if (action === 'html') return answer.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello</p>')
    if (action === 'hints') answer.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' })
    answer.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'set-cookie': 'session=42' })
    answer.flushHeaders()
    if (action === 'echo') {
      answer.write(`: a comment\n\nid: 42\ndata: ${JSON.stringify({ url, headers })}\n\n`)
      const rest = Buffer.from('event: greeting\r\ndata: Grüße\r\ndata: an alle\r\n\r\n')
      // Cut within a character of two bytes.
      const cut = rest.indexOf('ü') + 1
      answer.write(rest.subarray(0, cut), () => setImmediate(() => answer.write(rest.subarray(cut))))
    }
    if (action === 'hints') answer.write('data: hinted\n\n')
    if (action === 'three-and-end') answer.end('data: 1\n\ndata: 2\n\ndata: 3\n\ndata: not com')
    if (action === 'end-later') server.once('later', () => answer.end())
    if (action === 'drop-later') server.once('later', () => answer.destroy())
    if (action === 'flood') for (let index = 0; index < 5_000; index += 1) answer.write(`data: ${index}\n\n`)
    if (action === 'endless')
      for (let index = 0; index < 50; index += 1) answer.write(`data: ${'x'.repeat(1_000)}\n`)
  })
  return server
}
