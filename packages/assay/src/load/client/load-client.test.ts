import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createPlainServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { EngineUser } from '../engine/engine-user.ts'
import { LoadClock } from '../engine/load-clock.ts'
import { Recorder } from '../engine/recorder.ts'
import type { Connection } from '../http1/connection.ts'
import { TargetDirectory } from '../protocols/target-directory.ts'
import { OperationRecord } from '../statistics/operation-record.ts'
import type { LoadClient } from './load-client.ts'
import { Target } from './target.ts'

const open = new Set<Server | ReturnType<typeof createPlainServer>>()

afterEach(() => {
  for (const server of open) server.close()
  open.clear()
})

/** A client of a virtual user whose load is running, and what it has recorded. */
async function clientOf(answer: (request: IncomingMessage, response: ServerResponse) => void, base = '') {
  const server = createServer(answer)
  open.add(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return clientFor(`http://127.0.0.1:${(server.address() as { port: number }).port}${base}`)
}

function clientFor(url: string, timeoutMs = 1_000) {
  const recorder = new Recorder()
  recorder.begin([{ name: 'steady', fromMs: 0, toMs: 60_000, isMeasured: true }])
  const clock = new LoadClock()
  clock.start(process.hrtime.bigint())
  const registry = new Set<Connection>()
  const makeTarget = (name: string, address: string) =>
    new Target({ name, url: address, isInsecureAllowed: false, maxBodyBytes: 100_000 }, recorder)
  const targets = [makeTarget('shop', url)]
  const surroundings = {
    ...{ scenario: 'test', targets, recorder, clock, registry },
    directory: new TargetDirectory(targets, makeTarget),
    ...{ seed: 'a', worker: 0, workers: 1, timeoutMs, shared: undefined },
  }
  const user = new EngineUser(0, surroundings)
  user.isSettingUp = false
  const timer = setInterval(() => {
    for (const connection of registry) connection.expire(clock.nowMs())
  }, 10)
  return {
    user,
    shop: user.clients['shop'] as LoadClient,
    connections: registry,
    recorded() {
      const taken = recorder.take()
      return new Map(
        taken.operations.map(({ operation, data }) => {
          const record = new OperationRecord()
          record.add(data)
          return [operation, record]
        }),
      )
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      user.destroy()
    },
  }
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method, url, headers } = request
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') }))
  })
}

interface Echo {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

test('a request carries what it was given, and comes back as it is', async () => {
  using client = await clientOf(echo, '/api')
  const response = await client.shop.put(
    '/users/{id}',
    { name: 'Åsa 🎉' },
    {
      path: { id: 'a b' },
      query: { page: 2, tag: 'x&y', none: undefined },
      headers: { 'x-trace': '1' },
      token: 'secret',
    },
  )
  const { method, url, headers, body } = response.json<Echo>()
  expect({ method, url, body }).toEqual({
    method: 'PUT',
    url: '/api/users/a%20b?page=2&tag=x%26y',
    body: '{"name":"Åsa 🎉"}',
  })
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    authorization: 'Bearer secret',
    'x-trace': '1',
  })
  expect(response.header('Content-Type')).toBe('application/json')
  expect(response.ok).toBe(true)
})

test('bodies go as what they are: text, bytes, JSON with a type of its own, nothing', async () => {
  using client = await clientOf(echo)
  const sent = async (body: unknown, headers?: Record<string, string>) => {
    const answer = (await client.shop.post('/', body, headers && { headers })).json<Echo>()
    return [answer.headers['content-type'], answer.headers['content-length'], answer.body]
  }
  expect(await sent('ü')).toEqual(['text/plain; charset=utf-8', '2', 'ü'])
  expect(await sent(new TextEncoder().encode('raw'))).toEqual(['application/octet-stream', '3', 'raw'])
  expect(await sent({ a: 1 }, { 'Content-Type': 'application/vnd.shop+json' })).toEqual([
    'application/vnd.shop+json',
    '7',
    '{"a":1}',
  ])
  expect(await sent(new URLSearchParams({ a: '1 2' }))).toEqual([
    'application/x-www-form-urlencoded',
    '5',
    'a=1+2',
  ])
  expect(await sent(undefined)).toEqual([undefined, '0', ''])
})

test('what cannot be a header never reaches the wire', async () => {
  using client = await clientOf(echo)
  await expect(client.shop.get('/', { headers: { 'x-evil': 'a\r\nx-injected: 1' } })).rejects.toThrow(
    'x-evil',
  )
  await expect(client.shop.get('/', { token: 'a\nb' })).rejects.toThrow('authorization')
  expect(() => client.user.setHeaders({ 'bad name': 'x' })).toThrow('bad name')
  const { url } = (await client.shop.get('/a b?q=c d\r\n')).json<Echo>()
  expect(url).toBe('/a%20b?q=c%20d%0D%0A')
})

test('connections are kept, one for each request at a time', async () => {
  using client = await clientOf(echo)
  for (let count = 0; count < 5; count += 1) await client.shop.get('/')
  expect(client.connections.size).toBe(1)
  await Promise.all([1, 2, 3].map(() => client.shop.get('/')))
  expect(client.connections.size).toBe(3)
  expect(client.recorded().get('GET /')).toMatchObject({ scheduled: 8, sent: 8, answered: 8, errors: 0 })
})

test('a connection that the server closed while it was idle is replaced, and nobody notices', async () => {
  let served = 0
  const server = createPlainServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      served += 1
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
      // The next request on this connection meets its end.
      socket.once('data', () => socket.destroy())
    })
  })
  open.add(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  using client = clientFor(`http://127.0.0.1:${(server.address() as { port: number }).port}`)
  await client.shop.get('/')
  await client.shop.get('/')
  expect(served).toBe(2)
  const record = client.recorded().get('GET /')
  expect(record).toMatchObject({ scheduled: 2, sent: 2, answered: 2, errors: 0 })
  // What may have had an effect is not sent twice.
  await expect(client.shop.post('/', {})).rejects.toMatchObject({ kind: 'reset' })
})

test('cookies are kept for each user and sent where they belong', async () => {
  using client = await clientOf((request, response) => {
    if (request.url === '/login')
      response.setHeader('set-cookie', [
        'session=abc; Path=/account; HttpOnly',
        'theme=dark',
        'x=1; Domain=other.example',
      ])
    response.end(request.headers.cookie ?? 'none')
  })
  expect((await client.shop.get('/login')).text).toBe('none')
  expect((await client.shop.get('/')).text).toBe('theme=dark')
  expect((await client.shop.get('/account/orders')).text).toBe('session=abc; theme=dark')
})

test('redirects are answers, unless they are to be followed', async () => {
  using client = await clientOf((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: '/new?from=old' })
    if (request.url === '/loop') response.writeHead(307, { location: '/loop' })
    response.end(`${request.method} ${request.url}`)
  })
  expect((await client.shop.post('/old')).status).toBe(302)
  expect((await client.shop.post('/old', {}, { follow: 1 })).text).toBe('GET /new?from=old')
  expect((await client.shop.put('/loop', {}, { follow: 3 })).text).toBe('PUT /loop')
  expect([...client.recorded().keys()]).toEqual(['POST /old', 'GET /new', 'PUT /loop'])
})

test('statuses and checks are errors of their own kinds, and each answer counts once', async () => {
  using client = await clientOf((request, response) => {
    response.writeHead(Number(request.url?.slice(1)))
    response.end('{"ok":false}')
  })
  const { shop } = client
  await shop.get('/404', { name: 'unexpected' })
  await shop.get('/404', { name: 'expected', expect: 404 })
  await shop.get('/204', { name: 'other', expect: [200, 201] })
  await shop.get('/200', { name: 'wrong', expect: (answer) => answer.json<{ ok: boolean }>().ok })
  await shop.get('/200', { name: 'said', expect: () => 'the stock is negative' })
  await shop.get('/200', { name: 'throws', expect: (answer) => answer.json<{ a: { b: 1 } }>().a.b === 1 })
  const errors = [...client.recorded()].map(([name, record]) => [name, record.errors, record.answered])
  expect(errors).toEqual([
    ['unexpected', 1, 1],
    ['expected', 0, 1],
    ['other', 1, 1],
    ['wrong', 1, 1],
    ['said', 1, 1],
    ['throws', 1, 1],
  ])
})

test('an answer that does not come in time is given up, and its time counts', async () => {
  using client = await clientOf(() => undefined)
  await expect(client.shop.get('/', { timeoutMs: 80 })).rejects.toMatchObject({ kind: 'timeout' })
  const record = client.recorded().get('GET /')
  expect(record).toMatchObject({ scheduled: 1, sent: 1, answered: 0, errors: 1 })
  expect(record?.latency.summary().max).toBeGreaterThanOrEqual(80)
})

test('a body without end is cut where it becomes too large', async () => {
  using client = await clientOf((_, response) => {
    const chunk = 'x'.repeat(10_000)
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  })
  await expect(client.shop.get('/')).rejects.toMatchObject({ kind: 'protocol' })
})
