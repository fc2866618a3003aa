import { createSecureServer, createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2'
import { createServer as createHttpsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { expect, test } from 'vitest'
import { measuredUser } from './fixtures/measured-user.ts'
import { selfSigned } from './fixtures/self-signed.ts'
import { closedPort, listen, mute } from './fixtures/test-server.ts'
import { http2Client } from './http2.ts'

const certificate = selfSigned()
/** Longer than a name may be, so that nobody has to be asked. */
const UNKNOWN_HOST = `http://${'x'.repeat(64)}.test`
const one = { scheduled: 1, sent: 1, failed: 0, answered: 1, errors: {} }
const unanswered = { scheduled: 1, sent: 1, failed: 0, answered: 0 }
const unsent = { scheduled: 1, sent: 0, failed: 1, answered: 0 }

test('early hints are no answer', async () => {
  await using server = await listen(serve(createServer()))
  const { user, targetAt, counts } = measuredUser()
  const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}`))
  const response = await client.get('/hints', { expect: 200 })
  expect([response.status, response.header('link'), response.text]).toEqual([200, undefined, 'hinted'])
  expect(counts()).toEqual({ 'GET /hints': one })
  client.close()
})

test('requests over TLS go over one connection, and are recorded by their templates', async () => {
  let sessions = 0
  const served = serve(createSecureServer(certificate))
  served.on('session', () => {
    sessions += 1
  })
  await using server = await listen(served)
  const { user, targetAt, recorded } = measuredUser()
  const client = http2Client(user, targetAt(`https://localhost:${server.port}`))

  const responses = await Promise.all([1, 2, 3].map((id) => client.get('/echo/{id}', { path: { id } })))
  const posted = await client.post('/echo/items?a=1', { name: 'Grüße' }, { query: { b: 2 }, token: 'secret' })

  expect(responses.map((response) => [response.status, response.header('x-path')])).toEqual([
    [200, '/echo/1'],
    [200, '/echo/2'],
    [200, '/echo/3'],
  ])
  expect(posted.json()).toMatchObject({
    path: '/echo/items?a=1&b=2',
    body: '{"name":"Grüße"}',
    headers: { authorization: 'Bearer secret', 'content-type': 'application/json', 'content-length': '18' },
  })
  expect(sessions).toBe(1)
  const { 'GET /echo/{id}': got, 'POST /echo/items': post } = recorded()
  expect(got).toMatchObject({ scheduled: 3, sent: 3, failed: 0, answered: 3, errors: {} })
  expect(post).toMatchObject(one)
  expect(got!.latency.count).toBe(3)
  expect(got!.receivedBytes).toBeGreaterThan(3 * 100)
  expect(got!.latency.max).toBeGreaterThanOrEqual(got!.naiveLatency.max)
  expect(user.openRequests).toBe(0)
  client.close()
})

test('cleartext works with prior knowledge, and keeps the headers and cookies of the user', async () => {
  await using server = await listen(serve(createServer()))
  const { user, targetAt, counts } = measuredUser()
  user.setHeaders({ 'X-Tenant': 'acme' })
  const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}/base`))
  await client.get('/cookie')
  const response = await client.get('/echo/me', { headers: { accept: 'application/json' } })
  expect(response.json()).toMatchObject({
    path: '/base/echo/me',
    headers: { 'x-tenant': 'acme', cookie: 'session=42', accept: 'application/json' },
  })
  expect(counts()).toEqual({ 'GET /cookie': one, 'GET /echo/me': one })
  client.close()
  expect(user.opened.size).toBe(0)
})

test('a wrong status and a failed check are errors of an answer', async () => {
  await using server = await listen(serve(createServer()))
  const { user, targetAt, counts, samples } = measuredUser()
  const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}`))
  expect((await client.get('/status/500')).status).toBe(500)
  await client.get('/status/404', { expect: 404 })
  await client.get('/status/200', { expect: [201, 202], name: 'create' })
  await client.get('/echo/x', {
    expect: ({ text }) => text.includes('missing') || 'there is nothing missing',
  })
  await client.get('/echo/z', {
    expect: () => {
      throw new Error('the check broke')
    },
  })
  expect(counts()).toEqual({
    'GET /status/{id}': { ...one, scheduled: 2, sent: 2, answered: 2, errors: { status: 1 } },
    create: { ...one, errors: { status: 1 } },
    'GET /echo/x': { ...one, errors: { check: 1 } },
    'GET /echo/z': { ...one, errors: { check: 1 } },
  })
  expect(samples()).toEqual([
    'status GET /status/{id}: answered 500',
    'status create: answered 200, and 201,202 was expected',
    'check GET /echo/x: there is nothing missing',
    'check GET /echo/z: the check broke',
  ])
  client.close()
})

test('what has no answer in time takes its time, and the connection stays', async () => {
  let [sessions, gone] = [0, 0]
  const served = serve(createServer())
  served.on('gone', () => {
    gone += 1
  })
  served.on('session', () => {
    sessions += 1
  })
  await using server = await listen(served)
  const { user, targetAt, recorded } = measuredUser()
  const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}`))
  await client.get('/echo/1')
  await expect(client.get('/never', { timeoutMs: 100 })).rejects.toMatchObject({ kind: 'timeout' })
  await expect(client.get('/half', { timeoutMs: 100 })).rejects.toMatchObject({ kind: 'timeout' })
  expect((await client.get('/echo/2')).status).toBe(200)
  const { 'GET /never': never, 'GET /half': half } = recorded()
  for (const late of [never!, half!]) {
    expect(late).toMatchObject({ ...unanswered, errors: { timeout: 1 } })
    expect(late.latency).toMatchObject({ count: 1 })
    expect(late.latency.max).toBeGreaterThanOrEqual(99)
    expect(late.latency.max).toBeLessThan(1_500)
  }
  expect(sessions).toBe(1)
  await expect.poll(() => gone).toBe(1)
  expect(user.openRequests).toBe(0)
  client.close()
})

test('a request whose time is up before there is a connection is never sent', async () => {
  let streams = 0
  const served = serve(createSecureServer(certificate))
  served.on('stream', () => {
    streams += 1
  })
  const held = Promise.withResolvers<void>()
  const slow = createTcpServer((socket) => void held.promise.then(() => served.emit('connection', socket)))
  await using server = await listen(slow)
  const { user, targetAt, counts } = measuredUser()
  const client = http2Client(user, targetAt(`https://localhost:${server.port}`))
  await expect(client.get('/late', { timeoutMs: 30 })).rejects.toMatchObject({ kind: 'timeout' })
  held.resolve()
  expect((await client.get('/echo/x')).status).toBe(200)
  expect(streams).toBe(1)
  expect(counts()).toEqual({ 'GET /late': { ...unsent, errors: { timeout: 1 } }, 'GET /echo/x': one })
  client.close()
})

test.each(['/abort', '/break', '/destroy'])(
  'a server that ends %s in the middle is a reset',
  async (path) => {
    await using server = await listen(serve(createServer()))
    const { user, targetAt, counts, recorded } = measuredUser()
    const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}`))
    await expect(client.get(path)).rejects.toMatchObject({ name: 'RequestFailed', kind: 'reset' })
    expect(counts()).toEqual({ [`GET ${path}`]: { ...unanswered, errors: { reset: 1 } } })
    expect((await client.get('/echo/again')).status).toBe(200)
    expect(recorded()['GET /echo/again']).toMatchObject(one)
    client.close()
  },
)

test('nobody listens, an unknown name and a certificate nobody vouches for are not sent', async () => {
  await using server = await listen(serve(createSecureServer(certificate)))
  const { user, targetAt, recorded } = measuredUser({ insecure: false })
  const kindOf = async (url: string, name: string) => {
    const client = http2Client(user, targetAt(url))
    const failure = await client.get('/', { name }).catch((error) => error)
    client.close()
    return failure.kind
  }
  expect(await kindOf(`http://127.0.0.1:${await closedPort()}`, 'closed')).toBe('refused')
  expect(await kindOf(UNKNOWN_HOST, 'unknown')).toBe('name')
  expect(await kindOf(`https://localhost:${server.port}`, 'unsafe')).toBe('tls')
  const { closed, unknown, unsafe } = recorded()
  expect(closed).toMatchObject({ ...unsent, errors: { refused: 1 }, latency: { count: 0 } })
  expect(unknown).toMatchObject({ ...unsent, errors: { name: 1 } })
  expect(unsafe).toMatchObject({ ...unsent, errors: { tls: 1 } })
})

test('every request that waits for a connection fails with it', async () => {
  const { user, targetAt, counts } = measuredUser()
  const client = http2Client(user, targetAt(`http://127.0.0.1:${await closedPort()}`))
  const settled = await Promise.allSettled([1, 2, 3].map((id) => client.get('/{id}', { path: { id } })))
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(counts()).toEqual({ 'GET /{id}': { ...unsent, scheduled: 3, failed: 3, errors: { refused: 3 } } })
  client.close()
})

test('a connection that is not made in time is not sent', async () => {
  await using server = await listen(mute())
  const { user, targetAt, recorded } = measuredUser()
  const client = http2Client(user, targetAt(`https://localhost:${server.port}`))
  await expect(client.get('/', { timeoutMs: 50 })).rejects.toMatchObject({ kind: 'timeout' })
  expect(recorded()['GET /']).toMatchObject({ ...unsent, errors: { timeout: 1 }, latency: { count: 0 } })
  client.close()
})

test('a server that speaks only HTTP/1.1 is no server of HTTP/2', async () => {
  await using tls = await listen(createHttpsServer(certificate, (_, answer) => answer.end('hello')))
  await using cleartext = await listen(mute('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'))
  const { user, targetAt, counts } = measuredUser()
  for (const [name, url] of [
    ['tls', `https://localhost:${tls.port}`],
    ['cleartext', `http://127.0.0.1:${cleartext.port}`],
  ] as const) {
    const client = http2Client(user, targetAt(url))
    await expect(client.get('/', { name })).rejects.toMatchObject({ kind: 'protocol' })
    client.close()
  }
  expect(counts()).toEqual({
    tls: { ...unsent, errors: { protocol: 1 } },
    cleartext: { ...unanswered, errors: { protocol: 1 } },
  })
})

test('an answer that is larger than allowed is an error of the protocol', async () => {
  await using server = await listen(serve(createServer()))
  const { user, targetAt, counts } = measuredUser({ maxBodyBytes: 1_000 })
  const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}`))
  await expect(client.get('/large')).rejects.toMatchObject({ kind: 'protocol' })
  expect(counts()).toEqual({ 'GET /large': { ...unanswered, errors: { protocol: 1 } } })
  client.close()
})

test('latency counts from when the request was due', async () => {
  await using server = await listen(serve(createServer()))
  const { user, targetAt, recorded } = measuredUser()
  const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}`))
  await client.get('/echo/first')
  user.dueMs = user.nowMs() - 500
  const { durationMs } = await client.get('/echo/late')
  const { latency, naiveLatency } = recorded()['GET /echo/late']!
  expect(durationMs).toBeGreaterThanOrEqual(500)
  expect(latency.max).toBe(durationMs)
  expect(naiveLatency.max).toBeLessThan(durationMs - 400)
  client.close()
})

test('one user has no more than so many requests open', async () => {
  await using server = await listen(serve(createServer()))
  const { user, targetAt, counts } = measuredUser()
  const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}`))
  const waiting = Promise.allSettled(Array.from({ length: 256 }, () => client.get('/never')))
  await expect(client.get('/never')).rejects.toMatchObject({ code: 'too_many_open' })
  await expect.poll(() => server.connections()).toBe(1)
  client.close()
  expect((await waiting).every(({ status }) => status === 'rejected')).toBe(true)
  expect(counts()['GET /never']).toMatchObject({ scheduled: 256, answered: 0, errors: { reset: 256 } })
  await expect(client.get('/never', { name: 'closed' })).rejects.toMatchObject({ kind: 'reset' })
  expect(counts()['closed']).toEqual({ ...unsent, errors: { reset: 1 } })
})

test('requests that are open when the user ends fail', async () => {
  await using server = await listen(serve(createServer()))
  const { user, targetAt, counts } = measuredUser()
  const client = http2Client(user, targetAt(`http://127.0.0.1:${server.port}`))
  await client.get('/echo/1')
  const waiting = client.get('/never')
  for (const open of user.opened) open.destroy()
  await expect(waiting).rejects.toMatchObject({ kind: 'reset' })
  expect(counts()['GET /never']).toEqual({ ...unanswered, errors: { reset: 1 } })
  expect(user.opened.size + user.openRequests).toBe(0)
})

/** Answers as the path says. */
function serve<Served extends Http2Server>(server: Served): Served {
  server.on('stream', async (stream: ServerHttp2Stream, headers) => {
    stream.on('error', () => {})
    const path = String(headers[':path'])
    const [, action, argument] = path.replace('/base', '').split('/')
    if (action === 'never') return stream.once('close', () => server.emit('gone'))
    if (action === 'hints') {
      stream.additionalHeaders({ ':status': 103, link: '</style.css>; rel=preload' })
      stream.respond({ ':status': 200 })
      return stream.end('hinted')
    }
    if (action === 'abort') return stream.close(2)
    if (action === 'destroy') return stream.session?.destroy()
    if (action === 'status' || action === 'cookie') {
      const answer = { ':status': Number(argument ?? 204), 'set-cookie': ['session=42; Path=/'] }
      return stream.respond(answer, { endStream: true })
    }
    if (action === 'large') {
      stream.respond({ ':status': 200 })
      return stream.end(Buffer.alloc(5_000))
    }
    if (action === 'half' || action === 'break') {
      stream.respond({ ':status': 200 })
      return stream.write('half', () => action === 'break' && stream.session?.socket.destroy())
    }
    const body = await stream.toArray()
    stream.respond({ ':status': 200, 'x-path': path })
    stream.end(JSON.stringify({ path, headers, body: Buffer.concat(body).toString() }))
  })
  server.on('sessionError', () => {})
  return server
}
