import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createPlainServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { type MeasuredUserOptions, measuredUser } from '../protocols/fixtures/measured-user.ts'
import { listen } from '../protocols/fixtures/test-server.ts'
import { LoadClient, type LoadRequestOptions } from './load-client.ts'

const one = { scheduled: 1, sent: 1, failed: 0, answered: 1, errors: {} }

/** A client of a virtual user whose load is running, and what it has recorded. */
async function clientOf(answer: (request: IncomingMessage, response: ServerResponse) => void, base = '') {
  const server = await listen(createServer(answer))
  const client = clientFor(`http://127.0.0.1:${server.port}${base}`)
  return {
    ...client,
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

function clientFor(url: string, options: MeasuredUserOptions = {}) {
  const measured = measuredUser({ timeoutMs: 1_000, maxBodyBytes: 100_000, ...options })
  const { user } = measured
  const shop = new LoadClient(measured.targetAt(url), user)
  const timer = setInterval(() => {
    for (const connection of user.registry) connection.expire(user.nowMs())
  }, 10)
  return {
    ...measured,
    shop,
    connections: user.registry,
    [Symbol.dispose]() {
      clearInterval(timer)
      shop.destroy()
    },
  }
}

/** A server that answers with bytes of its own, told which request of a connection it is. */
function raw(answer: (socket: Socket, count: number) => void) {
  return createPlainServer((socket) => {
    let count = 0
    socket.on('data', () => {
      count += 1
      answer(socket, count)
    })
  })
}

const EMPTY_ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'

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
  await using client = await clientOf(echo, '/api')
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
  await using client = await clientOf(echo)
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
  await using client = await clientOf(echo)
  await expect(client.shop.get('/', { headers: { 'x-evil': 'a\r\nx-injected: 1' } })).rejects.toThrow(
    'x-evil',
  )
  await expect(client.shop.get('/', { token: 'a\nb' })).rejects.toThrow('authorization')
  expect(() => client.user.setHeaders({ 'bad name': 'x' })).toThrow('bad name')
  const { url } = (await client.shop.get('/a b?q=c d\r\n')).json<Echo>()
  expect(url).toBe('/a%20b?q=c%20d%0D%0A')
})

test('connections are kept, one for each request at a time', async () => {
  await using client = await clientOf(echo)
  for (let count = 0; count < 5; count += 1) await client.shop.get('/')
  expect(client.connections.size).toBe(1)
  await Promise.all([1, 2, 3].map(() => client.shop.get('/')))
  expect(client.connections.size).toBe(3)
  expect(client.counts()).toEqual({ 'GET /': { ...one, scheduled: 8, sent: 8, answered: 8 } })
})

test('a connection that the server closed while it was idle is replaced, and nobody notices', async () => {
  let served = 0
  const closing = raw((socket, count) => {
    served += count === 1 ? 1 : 0
    // The next request on this connection meets its end.
    if (count === 1) socket.write(EMPTY_ANSWER)
    else socket.destroy()
  })
  await using server = await listen(closing)
  using client = clientFor(`http://127.0.0.1:${server.port}`)
  await client.shop.get('/')
  await client.shop.get('/')
  expect(served).toBe(2)
  expect(client.counts()).toEqual({ 'GET /': { ...one, scheduled: 2, sent: 2, answered: 2 } })
  // What may have had an effect is not sent twice.
  await expect(client.shop.post('/', {})).rejects.toMatchObject({ kind: 'reset' })
})

test('every connection a user may have can be replaced at once, and one more is refused', async () => {
  await using server = await listen(
    raw((socket, count) => void (count === 1 ? socket.write(EMPTY_ANSWER) : socket.destroy())),
  )
  using client = clientFor(`http://127.0.0.1:${server.port}`, { timeoutMs: 20_000 })
  const getAll = () => Promise.all(Array.from({ length: 256 }, () => client.shop.get('/')))
  await getAll()
  const again = getAll()
  const refused = client.shop.get('/')
  await expect(refused).rejects.toMatchObject({ name: 'TooManyOpen', code: 'too_many_open' })
  await expect(refused).rejects.toThrow('256 requests open at once for "target": await them')
  await again
  expect(client.counts()).toEqual({ 'GET /': { ...one, scheduled: 512, sent: 512, answered: 512 } })
})

test('a connection that has ended carries nothing more, even before the socket says so', async () => {
  await using client = await clientOf((_, response) => void response.end())
  await client.shop.get('/')
  for (const connection of client.connections) connection.destroy()
  expect(client.connections.size).toBe(0)
  expect((await client.shop.get('/')).status).toBe(200)
})

test('what is on its way when the user ends fails at once, and is not sent again', async () => {
  let served = 0
  await using client = await clientOf((request, response) => {
    served += 1
    if (request.url === '/') response.end()
  })
  await client.shop.get('/')
  // One waits on a connection that was used before, the other has none yet.
  const waiting = [client.shop.get('/never'), client.shop.get('/new')]
  client.shop.destroy()
  expect(client.user.openRequests).toBe(0)
  expect(client.connections.size).toBe(0)
  const { 'GET /never': sent, 'GET /new': unsent } = client.counts()
  expect(sent).toEqual({ ...one, answered: 0, errors: { reset: 1 } })
  expect(unsent).toEqual({ ...one, sent: 0, failed: 1, answered: 0, errors: { reset: 1 } })
  for (const request of waiting) await expect(request).rejects.toMatchObject({ kind: 'reset' })
  expect((await client.shop.get('/')).status).toBe(200)
  expect(served).toBeLessThanOrEqual(3)
})

test('each header is sent once: the request counts more than the user, and both more than the cookies', async () => {
  await using client = await clientOf((request, response) => {
    response.setHeader('set-cookie', 'session=kept')
    response.end(JSON.stringify(request.rawHeaders))
  })
  const { user, shop } = client
  const sent = async (options?: LoadRequestOptions, body?: unknown) => {
    const raw = (await shop.post('/', body, options)).json<string[]>()
    const names = raw.filter((_, index) => index % 2 === 0)
    expect(new Set(names).size).toBe(names.length)
    return Object.fromEntries(names.map((name, index) => [name, raw[index * 2 + 1]]))
  }
  user.setHeaders({ 'X-Tenant': 'acme' })
  user.authorize('user')
  expect(await sent()).toMatchObject({ 'x-tenant': 'acme', authorization: 'Bearer user' })
  expect(await sent({ token: 'request' })).toMatchObject({
    authorization: 'Bearer request',
    cookie: 'session=kept',
  })
  const own = { AUTHORIZATION: 'Basic x', Host: 'other.test', Cookie: 'a=b', 'x-tenant': 'mine' }
  expect(await sent({ token: 'request', headers: own })).toMatchObject({
    ...{ authorization: 'Basic x', host: 'other.test', cookie: 'a=b', 'x-tenant': 'mine' },
  })
  user.setHeaders({ 'content-type': 'text/csv', 'x-tenant': 'later', cookie: 'c=d' })
  expect(await sent({}, 'a,b')).toMatchObject({
    ...{ 'content-type': 'text/csv', 'x-tenant': 'later', cookie: 'c=d', authorization: 'Bearer user' },
  })
  await expect(shop.post('/', 'x', { headers: { 'Content-Length': '9' } })).rejects.toMatchObject({
    code: 'invalid_scenario',
  })
})

test('a time that cannot be waited for is refused before anything is sent', async () => {
  await using client = await clientOf(echo)
  for (const timeoutMs of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
    await expect(client.shop.get('/', { timeoutMs })).rejects.toMatchObject({ code: 'invalid_scenario' })
  }
  expect(client.counts()).toEqual({})
})

test('cookies are kept for each user and sent where they belong', async () => {
  await using client = await clientOf((request, response) => {
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

test('a cookie without a path belongs where it was set (RFC 6265, 5.1.4)', async () => {
  await using client = await clientOf((request, response) => {
    if (request.url === '/account/login') response.setHeader('set-cookie', 'session=abc')
    response.end(request.headers.cookie ?? 'none')
  })
  await client.shop.get('/account/login')
  expect((await client.shop.get('/')).text).toBe('none')
  expect((await client.shop.get('/account/orders')).text).toBe('session=abc')
})

test('redirects are answers, unless they are to be followed', async () => {
  await using client = await clientOf((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: '/new?from=old' })
    if (request.url === '/loop') response.writeHead(307, { location: '/loop' })
    response.end(`${request.method} ${request.url}`)
  })
  expect((await client.shop.post('/old')).status).toBe(302)
  expect((await client.shop.post('/old', {}, { follow: 1 })).text).toBe('GET /new?from=old')
  expect((await client.shop.put('/loop', {}, { follow: 3 })).text).toBe('PUT /loop')
  expect(Object.keys(client.counts())).toEqual(['POST /old', 'GET /new', 'PUT /loop'])
  await expect(client.shop.get('/old', { follow: Number.POSITIVE_INFINITY })).rejects.toThrow(
    'follow is Infinity',
  )
})

test('a redirect is followed from where the request really went', async () => {
  await using client = await clientOf((request, response) => {
    const { method, url = '' } = request
    if (url.startsWith('/api/old')) response.writeHead(302, { location: `../new/${url.split('/')[3]}` })
    if (url === '/api/out') response.writeHead(302, { location: '/login' })
    if (url === '/api/away') response.writeHead(302, { location: 'http://other.test/' })
    response.end(`${method} ${url}`)
  }, '/api')
  const { shop } = client
  const options = { path: { slug: 'red shoes' }, query: { page: 2 }, follow: 3 }
  expect((await shop.get('/old/{slug}', options)).text).toBe('GET /api/new/red%20shoes?page=2')
  expect((await shop.get('/out', { follow: 1 })).text).toBe('GET /login')
  expect((await shop.get('/away', { follow: 1 })).status).toBe(302)
  expect(Object.keys(client.counts())).toEqual([
    ...['GET /old/{slug}', 'GET /new/red%20shoes', 'GET /out', 'GET /login', 'GET /away'],
  ])
})

test('only the last answer of a chain has to be what is expected', async () => {
  await using client = await clientOf((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: '/new' })
    response.end()
  })
  await client.shop.get('/old', { follow: 1, expect: 200 })
  expect(client.counts()).toEqual({ 'GET /old': one, 'GET /new': one })
  await client.shop.get('/old', { follow: 1, expect: 201 })
  expect(client.counts()).toEqual({ 'GET /old': one, 'GET /new': { ...one, errors: { status: 1 } } })
})

test.each([
  ['POST', 301, 'GET', ''],
  ['POST', 302, 'GET', ''],
  ['POST', 303, 'GET', ''],
  ['POST', 307, 'POST', 'body'],
  ['PUT', 301, 'PUT', 'body'],
  ['PUT', 303, 'GET', ''],
  ['DELETE', 302, 'DELETE', 'body'],
  ['PATCH', 308, 'PATCH', 'body'],
  ['HEAD', 302, 'HEAD', ''],
  ['HEAD', 303, 'HEAD', ''],
])('after %s and %i comes %s', async (method, status, next, body) => {
  const seen: unknown[] = []
  await using client = await clientOf((request, response) => {
    if (request.url === '/old') return void response.writeHead(status, { location: '/new' }).end()
    request.setEncoding('utf8').on('data', (text) => seen.push(text))
    request.on('end', () => response.end())
    seen.push(request.method)
  })
  await client.shop.send(method, '/old', method === 'HEAD' ? undefined : 'body', { follow: 1 })
  expect(seen).toEqual([next, body].filter((text) => text !== ''))
})

test('statuses and checks are errors of their own kinds, and each answer counts once', async () => {
  await using client = await clientOf((request, response) => {
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
  await shop.get('/200', { name: 'says nothing', expect: (() => undefined) as never })
  await shop.get('/200', { name: 'waits', expect: (async () => true) as never })
  expect(client.counts()).toEqual({
    unexpected: { ...one, errors: { status: 1 } },
    expected: one,
    other: { ...one, errors: { status: 1 } },
    wrong: { ...one, errors: { check: 1 } },
    said: { ...one, errors: { check: 1 } },
    throws: { ...one, errors: { check: 1 } },
    'says nothing': { ...one, errors: { check: 1 } },
    waits: { ...one, errors: { check: 1 } },
  })
  expect(client.samples()).toContain('check said: the stock is negative')
  const without = 'must give a boolean or text, without waiting for anything'
  expect(client.samples()).toContain(
    `check says nothing: the answer (200) is not what is expected: its check gave undefined, and ${without}`,
  )
})

test('an answer that does not come in time is given up, and its time counts', async () => {
  await using client = await clientOf(() => undefined)
  await expect(client.shop.get('/', { timeoutMs: 80 })).rejects.toMatchObject({ kind: 'timeout' })
  const record = client.recorded()['GET /']
  expect(record).toMatchObject({ ...one, answered: 0, errors: { timeout: 1 } })
  expect(record?.latency.max).toBeGreaterThanOrEqual(80)
})

test('a body without end is cut where it becomes too large', async () => {
  await using client = await clientOf((_, response) => {
    const chunk = 'x'.repeat(10_000)
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  })
  await expect(client.shop.get('/')).rejects.toMatchObject({ kind: 'protocol' })
})
