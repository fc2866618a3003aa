import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import type { RequestFailed } from '../client/request-failed.ts'
import { measuredUser } from './fixtures/measured-user.ts'
import { selfSigned } from './fixtures/self-signed.ts'
import { closedPort, listen, mute } from './fixtures/test-server.ts'
import { webSocket } from './websocket.ts'

const one = { scheduled: 1, sent: 1, failed: 0, answered: 1, errors: {} }
const unanswered = { scheduled: 1, sent: 1, failed: 0, answered: 0 }
const unsent = { scheduled: 1, sent: 0, failed: 1, answered: 0 }

test('connecting, requests and waiting are operations; sending is none', async () => {
  await using server = await listen(serve())
  const { user, targetAt, recorded } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const socket = await webSocket(user, target, {
    address: '/rooms/{room}?a=1',
    ...{ path: { room: 'blue' }, query: { b: 2 }, token: 'secret', protocols: ['chat'] },
  })
  const welcome = await socket.next()
  const reply = await socket.request({ say: 'hello' }, { name: 'say' })
  socket.send(new Uint8Array([1, 2, 3]))
  const echo = await socket.next({ name: 'echo' })

  expect(socket.protocol).toBe('chat')
  expect(welcome.json()).toEqual({ path: '/rooms/blue?a=1&b=2', authorization: 'Bearer secret' })
  expect(reply.text).toBe('{"say":"hello"}')
  expect([...echo.bytes]).toEqual([1, 2, 3])
  const counted = recorded()
  expect(Object.keys(counted)).toEqual(['connect /rooms/{room}', 'next /rooms/{room}', 'say', 'echo'])
  for (const operation of Object.values(counted)) {
    expect(operation).toMatchObject({ ...one, latency: { count: 1 }, naiveLatency: { count: 1 } })
    expect(operation.latency.max).toBeLessThan(1_000)
  }
  expect(counted['connect /rooms/{room}']!.receivedBytes).toBeGreaterThan(100)
  expect(counted['echo']!.receivedBytes).toBe(3)
  expect(user.openRequests).toBe(0)
  for (const open of user.opened) open.destroy()
  expect(user.opened.size).toBe(0)
  await expect.poll(() => server.connections()).toBe(0)
})

test('an answer is found among other messages, which can still be read', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const socket = await webSocket(user, target, { address: '/answer-out-of-order' })
  const ask = (id: number) =>
    socket.request({ id }, { name: 'ask', matches: (message) => message.json<{ id: number }>().id === id })
  await socket.next()
  const answers = await Promise.all([ask(1), ask(2), ask(3)])
  expect(answers.map((answer) => answer.json())).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
  expect((await socket.next()).json()).toEqual({ id: 'for nobody' })
  expect(counts()['ask']).toEqual({ ...one, scheduled: 3, sent: 3, answered: 3 })
  const any = socket.next({ name: 'any' })
  expect((await socket.request({ id: 1 }, { matches: () => true })).json()).toEqual({ id: 'for nobody' })
  expect((await any).json()).toEqual({ id: 1 })
  const broken = socket.request({ id: 4 }, { name: 'broken', matches: () => JSON.parse('no JSON') })
  await expect(broken).rejects.toMatchObject({ kind: 'scenario' })
  expect(counts()['broken']).toEqual({ ...unanswered, errors: { scenario: 1 } })
  socket.close()
})

test('cookies of a handshake are kept, and TLS works', async () => {
  const https = createHttpsServer(selfSigned())
  await using server = await listen(serve(https))
  const { user, targetAt } = measuredUser()
  const target = targetAt(`https://localhost:${server.port}`)
  const first = await webSocket(user, target, { address: '/cookie' })
  expect(user.cookies.headerFor(target.origin)).toBe('session=42')
  first.close()
  const strict = measuredUser({ insecure: false })
  const refused = webSocket(strict.user, strict.targetAt(target.origin), { address: '/x' })
  await expect(refused).rejects.toMatchObject({ kind: 'tls' })
  expect(strict.counts()).toEqual({ 'connect /x': { ...unsent, errors: { tls: 1 } } })
})

test('a handshake that is refused is an answer with a wrong status', async () => {
  await using server = await listen(createServer((_, answer) => answer.writeHead(401).end()))
  const { user, targetAt, counts, samples } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const failure = await webSocket(user, target, { address: '/x' }).catch((error) => error)
  expect(failure).toMatchObject({ name: 'RequestFailed', kind: 'status' })
  expect(counts()).toEqual({ 'connect /x': { ...one, errors: { status: 1 } } })
  expect(samples()).toEqual(['status connect /x: answered 401, and 101 was expected'])
  expect(user.opened.size + user.openRequests).toBe(0)
})

test('nobody listens, nobody answers, and what answers is no WebSocket', async () => {
  await using silent = await listen(mute())
  await using closing = await listen(mute(''))
  await using wrong = await listen(
    mute(
      'HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n',
    ),
  )
  await using garbage = await listen(mute('garbage\r\n\r\n'))
  const { user, targetAt, recorded } = measuredUser()
  const kindOf = async (name: string, port: number, timeoutMs = 2_000) => {
    const target = targetAt(`http://127.0.0.1:${port}`)
    const failure = await webSocket(user, target, { address: '/', name, timeoutMs }).catch((error) => error)
    return failure.kind
  }
  expect(await kindOf('closed', await closedPort())).toBe('refused')
  expect(await kindOf('silent', silent.port, 100)).toBe('timeout')
  expect(await kindOf('closing', closing.port)).toBe('reset')
  expect(await kindOf('wrong', wrong.port)).toBe('protocol')
  expect(await kindOf('garbage', garbage.port)).toBe('protocol')
  const counted = recorded()
  expect(counted['closed']).toMatchObject({ ...unsent, errors: { refused: 1 } })
  expect(counted['silent']).toMatchObject({ ...unanswered, errors: { timeout: 1 }, latency: { count: 1 } })
  expect(counted['silent']!.latency.max).toBeGreaterThanOrEqual(99)
  expect(counted['closing']).toMatchObject({ ...unanswered, errors: { reset: 1 }, latency: { count: 0 } })
  expect(counted['wrong']).toMatchObject({ ...unanswered, errors: { protocol: 1 } })
  expect(counted['garbage']).toMatchObject({ ...unanswered, errors: { protocol: 1 } })
  expect(user.opened.size + user.openRequests).toBe(0)
})

test('a message that does not come in time takes its time, and the socket stays', async () => {
  await using server = await listen(serve())
  const { user, targetAt, recorded } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const socket = await webSocket(user, target, { address: '/silent' })
  await socket.next()
  await expect(socket.request('x', { timeoutMs: 60 })).rejects.toMatchObject({ kind: 'timeout' })
  await expect(socket.next({ name: 'wait', timeoutMs: 60 })).rejects.toMatchObject({ kind: 'timeout' })
  const { 'request /silent': request, wait } = recorded()
  for (const late of [request!, wait!]) {
    expect(late).toMatchObject({ ...unanswered, errors: { timeout: 1 }, latency: { count: 1 } })
    expect(late.latency.max).toBeGreaterThanOrEqual(59)
    expect(late.latency.max).toBeLessThan(1_000)
  }
  expect(user.opened.size).toBe(1)
  socket.send('tell')
  expect((await socket.next()).text).toBe('told')
  socket.close()
})

test.each(['/leave', '/drop', '/violate'])('a server that does %s ends whoever waits', async (address) => {
  await using server = await listen(serve())
  const { user, targetAt, counts, samples } = measuredUser()
  const socket = await webSocket(user, targetAt(`http://127.0.0.1:${server.port}`), { address })
  await socket.next({ name: 'welcome' })
  const waiting = socket.next({ name: 'wait' })
  const asked = socket.request('go', { name: 'ask', matches: () => false })
  const kind = address === '/violate' ? 'protocol' : 'reset'
  await expect(waiting).rejects.toMatchObject({ kind })
  await expect(asked).rejects.toMatchObject({ kind })
  await expect(socket.next({ name: 'after' })).rejects.toMatchObject({ kind })
  expect(() => socket.send('after')).toThrow(/^send /)
  expect(counts()).toMatchObject({
    wait: { ...unanswered, errors: { [kind]: 1 } },
    ask: { ...unanswered, errors: { [kind]: 1 } },
    after: { ...unsent, errors: { [kind]: 1 } },
    [`send ${address}`]: { ...unsent, errors: { [kind]: 1 } },
  })
  if (address === '/leave') {
    expect(samples()[0]).toBe('reset wait: the connection was closed (1011: out of order)')
  }
  expect(user.opened.size + user.openRequests).toBe(0)
})

test('a flood that nobody reads ends the socket; what was kept can be read', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts, samples } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const socket = await webSocket(user, target, { address: '/flood', maxUnread: 100 })
  await expect.poll(() => user.opened.size).toBe(0)
  for (let index = 0; index < 100; index += 1) await socket.next({ name: 'kept' })
  await expect(socket.next({ name: 'lost' })).rejects.toMatchObject({ kind: 'protocol' })
  expect(counts()).toMatchObject({
    kept: { ...one, scheduled: 100, sent: 100, answered: 100 },
    lost: { ...unsent, errors: { protocol: 1 } },
  })
  expect(samples()[0]).toContain('more messages came than are kept unread')
})

test('a flood may be forgotten, and an answer is found in it', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const socket = await webSocket(user, target, { address: '/flood', maxUnread: 10, whenFull: 'forget' })
  const answer = await socket.request('end', { name: 'ask', matches: ({ text }) => text === 'end' })
  expect(answer.text).toBe('end')
  const kept = await Promise.all(Array.from({ length: 10 }, () => socket.next({ name: 'kept' })))
  const numbers = kept.map(({ text }) => Number(text))
  expect(numbers).toEqual(Array.from({ length: 10 }, (_, index) => FLOOD - 10 + index))
  expect(counts()).toMatchObject({ ask: one, kept: { ...one, scheduled: 10, sent: 10, answered: 10 } })
  socket.close()
})

test('what a server does not read is not kept without end', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts } = measuredUser()
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const [one, other] = await Promise.all([1, 2].map(() => webSocket(user, target, { address: '/deaf' })))
  for (const socket of [one!, other!]) socket.send(new Uint8Array(30_000_000))
  expect(() => one!.send('x')).toThrow('the server does not read')
  await expect(other!.request('x')).rejects.toMatchObject({ kind: 'timeout' })
  expect(counts()).toMatchObject({
    'send /deaf': { ...unsent, errors: { timeout: 1 } },
    'request /deaf': { ...unsent, errors: { timeout: 1 } },
  })
  expect(user.opened.size).toBe(0)
})

test('latency counts from when the request was due', async () => {
  await using server = await listen(serve())
  const { user, targetAt, recorded } = measuredUser()
  const socket = await webSocket(user, targetAt(`http://127.0.0.1:${server.port}`), { address: '/x' })
  await socket.next()
  user.dueMs = user.nowMs() - 300
  await socket.request('late')
  const { latency, naiveLatency } = recorded()['request /x']!
  expect(latency.max).toBeGreaterThanOrEqual(300)
  expect(naiveLatency.max).toBeLessThan(latency.max - 250)
  socket.close()
})

test('closing takes leave of the server, and is the fault of the scenario for whoever waits', async () => {
  const left = Promise.withResolvers<number>()
  const served = serve()
  await using server = await listen(served)
  served.on('left', left.resolve)
  const { user, targetAt, counts } = measuredUser()
  const socket = await webSocket(user, targetAt(`http://127.0.0.1:${server.port}`), { address: '/x' })
  await socket.next()
  const waiting = socket.next({ name: 'wait' })
  socket.close()
  await expect(waiting).rejects.toMatchObject({ kind: 'scenario' })
  expect(await left.promise).toBe(1000)
  await expect.poll(() => user.opened.size).toBe(0)
  expect(counts()['wait']).toEqual({ ...unanswered, errors: { scenario: 1 } })
})

test('what is sent after the server has taken leave is an error', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts } = measuredUser()
  const socket = await webSocket(user, targetAt(`http://127.0.0.1:${server.port}`), {
    address: '/leave-half',
  })
  expect((await socket.next()).text).toContain('leave-half')
  const sending = () => {
    try {
      socket.send('x')
      return 'sent'
    } catch (error) {
      return (error as RequestFailed).kind
    }
  }
  await expect.poll(sending).toBe('reset')
  await expect(socket.request('x', { name: 'ask' })).rejects.toMatchObject({ kind: 'reset' })
  expect(counts()['ask']).toEqual({ ...unsent, errors: { reset: 1 } })
  for (const open of user.opened) open.destroy()
})

test('what nobody reads is bounded in bytes too, and may be forgotten', async () => {
  await using server = await listen(serve())
  const { user, targetAt, counts } = measuredUser({ maxBodyBytes: 20_000_000 })
  const target = targetAt(`http://127.0.0.1:${server.port}`)
  const lost = await webSocket(user, target, { address: '/bulky' })
  await expect.poll(() => user.opened.size).toBe(0)
  await lost.next()
  const sizes = [await lost.next(), await lost.next()].map(({ bytes }) => bytes.length)
  expect(sizes).toEqual([7_000_000, 7_000_001])
  await expect(lost.next({ name: 'lost' })).rejects.toMatchObject({ kind: 'protocol' })
  expect(counts()['lost']).toEqual({ ...unsent, errors: { protocol: 1 } })
  const forgetting = await webSocket(user, target, { address: '/bulky', whenFull: 'forget' })
  expect((await forgetting.request('end', { matches: ({ text }) => text === 'end' })).text).toBe('end')
  const kept = [await forgetting.next(), await forgetting.next()].map(({ bytes }) => bytes.length)
  expect(kept).toEqual([7_000_001, 7_000_002])
  forgetting.close()
})

test.each([0, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('maxUnread may not be %s', async (maxUnread) => {
  const { user, targetAt, counts } = measuredUser()
  const refused = webSocket(user, targetAt('http://127.0.0.1:1'), { address: '/x', maxUnread })
  await expect(refused).rejects.toMatchObject({ code: 'invalid_scenario' })
  expect(counts()).toEqual({})
})

test('what is sent is bytes, text or JSON, and nothing else', async () => {
  await using server = await listen(serve())
  const { user, targetAt } = measuredUser()
  const socket = await webSocket(user, targetAt(`http://127.0.0.1:${server.port}`), { address: '/x' })
  await socket.next()
  expect([...(await socket.request(new Uint8Array([1, 2]).buffer)).bytes]).toEqual([1, 2])
  await expect(socket.request(new Blob(['x']))).rejects.toMatchObject({ code: 'invalid_scenario' })
  expect(() => socket.send(() => 1)).toThrow('has no form in JSON')
  socket.close()
})

test('one user has no more than so many sockets', async () => {
  await using server = await listen(serve())
  const { user, targetAt } = measuredUser()
  for (let index = 0; index < 256; index += 1) user.opened.add({ destroy() {} })
  const refused = webSocket(user, targetAt(`http://127.0.0.1:${server.port}`), { address: '/x' })
  await expect(refused).rejects.toThrow('256 connections open at once for "target": close them')
  await expect(refused).rejects.toMatchObject({ code: 'too_many_open' })
})

const FLOOD = 5_000

/** Does as the path says. */
function serve(server = createServer()) {
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => [...offered][0] ?? false })
  sockets.on('headers', (headers, { url }) => {
    if (url === '/cookie') headers.push('set-cookie: session=42; Path=/')
  })
  sockets.on('connection', (socket, { url = '', headers: { authorization } }) => {
    socket.on('error', () => {})
    socket.on('close', (code) => server.emit('left', code))
    if (url !== '/flood') socket.send(JSON.stringify({ path: url, authorization }))
    else for (let index = 0; index < FLOOD; index += 1) socket.send(String(index))
    if (url === '/deaf') socket.pause()
    // It takes leave, and then does not hear that the other side does.
    if (url === '/leave-half') {
      socket.pause()
      Reflect.get(socket, '_socket').write(Buffer.from([0x88, 0x02, 0x03, 0xe8]))
    }
    if (url === '/bulky') for (const more of [0, 1, 2]) socket.send(Buffer.alloc(7_000_000 + more))
    const held: Buffer[] = []
    socket.on('message', (data: Buffer, isBinary) => {
      if (url === '/silent') return data.toString() === 'tell' ? socket.send('told') : undefined
      if (url === '/answer-out-of-order') return answerBackwards(socket, held, data)
      if (url === '/leave') return socket.close(1011, 'out of order')
      if (url === '/drop') return socket.terminate()
      // A frame with an opcode that does not exist.
      if (url === '/violate') return Reflect.get(socket, '_socket').write(Buffer.from([0x83, 0x00]))
      socket.send(data, { binary: isBinary })
    })
  })
  return server
}

function answerBackwards(socket: WebSocket, held: Buffer[], data: Buffer): void {
  held.push(data)
  if (held.length < 3) return
  socket.send('{"id":"for nobody"}')
  for (const message of held.toReversed()) socket.send(message.toString())
}
