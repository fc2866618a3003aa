import { get } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { ALL_ROUTES } from '../src/broker/routes/all-routes.ts'
import { pactOf, type TestBroker, testBroker } from './support/broker.ts'

// Who may do what, by which address, and what nobody may send.

const CREDENTIALS = [
  { role: 'write', secret: 'ci:se:cret' },
  { role: 'read', secret: 'guest:guest' },
  { role: 'write', secret: 'a-token' },
] as const
const OPEN_TO_ALL = ['GET /diagnostic/status/heartbeat']
/** Asks, although it is a POST: a provider may verify without publishing. */
const READING = ['POST /pacts/provider/:provider/for-verification']

const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(secret).toString('base64')}` })

test('every route is closed to who is not known, and every change to who may only read', async () => {
  await using broker = await testBroker({ credentials: CREDENTIALS })
  const statuses = async (method: string, path: string) => {
    const url = path.replaceAll(/:\w+/g, 'x-x-x-x-x')
    const none = await broker.send(method, url, method === 'GET' ? undefined : {})
    const reading = await broker.send(method, url, method === 'GET' ? undefined : {}, basic('guest:guest'))
    return [none.status, reading.status]
  }
  expect(ALL_ROUTES.length).toBeGreaterThan(100)
  const wrong: unknown[] = []
  for (const { method, path } of ALL_ROUTES) {
    const what = `${method} ${path}`
    const [none, reading] = await statuses(method, path)
    const isReading = method === 'GET' || READING.includes(what)
    if (none !== (OPEN_TO_ALL.includes(what) ? 200 : 401)) wrong.push([what, 'unknown', none])
    if (isReading === (reading === 403 || reading === 401)) wrong.push([what, 'reader', reading])
  }
  expect(wrong).toEqual([])
})

test('names, passwords and tokens are checked, to the last letter', async () => {
  await using broker = await testBroker({ credentials: CREDENTIALS })
  const get = async (headers: Record<string, string>) => (await broker.get('/pacticipants', headers)).status
  const post = async (headers: Record<string, string>, name: string) =>
    (await broker.send('POST', '/pacticipants', { name }, headers)).status
  expect(await get({})).toBe(401)
  expect((await broker.get('/pacticipants')).headers.get('www-authenticate')).toContain('Basic')
  expect(await get(basic('guest:guest'))).toBe(200)
  for (const secret of ['guest:wrong', 'guest:', ':guest', 'guest', '', 'a-token', 'ci:se', 'ci:se:cret ']) {
    expect([secret, await get(basic(secret))]).toEqual([secret, 401])
  }
  for (const value of [
    'a-token',
    'Bearer',
    'Bearer ',
    'Bearer wrong',
    'Bearer ci:se:cret',
    'Basic a-token',
    'Digest a-token',
  ]) {
    expect([value, await get({ authorization: value })]).toEqual([value, 401])
  }
  expect(await post(basic('ci:se:cret'), 'a')).toBe(201)
  expect(await post({ authorization: 'bearer a-token' }, 'b')).toBe(201)
  expect(await post(basic('guest:guest'), 'c')).toBe(403)
})

test('who is refused has not sent a body', async () => {
  await using broker = await testBroker({ credentials: CREDENTIALS })
  const answer = await new Promise<string>((resolve) => {
    let text = ''
    const socket = connect(broker.broker.port, '127.0.0.1', () => {
      socket.write('PUT /pacticipants/a HTTP/1.1\r\nhost: x\r\ncontent-length: 100000000\r\n\r\n{')
    })
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.once('close', () => resolve(text))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 401 /)
})

test('a web page cannot write with the address or the password of who looks at it', async () => {
  await using broker = await testBroker()
  const origin = { origin: 'https://evil.example.com' }
  expect((await broker.send('POST', '/pacticipants', { name: 'a' }, origin)).status).toBe(403)
  expect((await broker.send('DELETE', '/integrations', undefined, { origin: broker.url })).status).toBe(403)
  expect((await broker.get('/pacticipants', origin)).body.pacticipants).toEqual([])
})

test('a web page cannot read by a name of its own that leads to this machine', async () => {
  await using broker = await testBroker()
  await using known = await testBroker({ baseUrl: 'https://pacts.example.com' })
  await using closed = await testBroker({ credentials: CREDENTIALS })
  const { port } = broker.broker
  const statusAt = ({ broker: { port } }: TestBroker, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { host, ...basic('guest:guest') }
      get({ host: '127.0.0.1', port, headers }, (response) => resolve(response.resume().statusCode)).once(
        'error',
        reject,
      )
    })
  for (const host of [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    'pacts.localhost',
    `[::1]:${port}`,
    '127.8.0.1',
  ]) {
    expect([host, await statusAt(broker, host)]).toEqual([host, 200])
  }
  for (const host of [
    `evil.example.com:${port}`,
    '127.0.0.1.evil.example.com',
    'localhost.evil',
    '10.0.0.1',
  ]) {
    expect([host, await statusAt(broker, host)]).toEqual([host, 403])
  }
  expect(await statusAt(known, 'pacts.example.com')).toBe(200)
  expect(await statusAt(known, 'evil.example.com')).toBe(403)
  expect(await statusAt(closed, 'evil.example.com')).toBe(200)
})

test('links lead to where the client came from, also behind a proxy', async () => {
  await using broker = await testBroker()
  const base = async (headers: Record<string, string>, path = '/') => {
    const { status, body } = await broker.get(path, headers)
    return status === 200 ? body._links.self.href : status
  }
  expect(await base({})).toBe(broker.url)
  const https = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'pacts.example.com' }
  expect(await base(https)).toBe('https://pacts.example.com')
  expect(await base({ ...https, 'x-forwarded-port': '443' })).toBe('https://pacts.example.com')
  expect(await base({ ...https, 'x-forwarded-port': '8443' })).toBe('https://pacts.example.com:8443')
  expect(await base({ ...https, 'x-forwarded-host': 'a.example.com:81, b.internal' })).toBe(
    'https://a.example.com:81',
  )
  expect(await base({ ...https, 'x-forwarded-prefix': '/pacts/' })).toBe('https://pacts.example.com/pacts')
  expect(await base({ ...https, 'x-forwarded-prefix': '/pacts' }, '/pacts/pacticipants')).toBe(
    'https://pacts.example.com/pacts/pacticipants',
  )
  const bad = ['evil.example.com/path', 'a b', '"><script>', 'user@host', 'a:99999999']
  for (const host of bad) expect([host, await base({ 'x-forwarded-host': host })]).toEqual([host, 400])
  expect(await base({ 'x-forwarded-proto': 'javascript' })).toBe(400)
  expect(await base({ 'x-forwarded-prefix': '//evil.example.com' })).toBe(400)
})

test('a base address is the one that is told, whether a proxy takes its folder away or not', async () => {
  await using broker = await testBroker({ baseUrl: 'https://example.com/pacts/' })
  const { port } = broker.broker
  const href = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'x-forwarded-host': 'evil' } })
    const body = (await answer.json()) as { _links: { self: { href: string } } }
    return body._links.self.href
  }
  const latest = 'https://example.com/pacts/pacts/latest'
  expect(await href('/')).toBe('https://example.com/pacts')
  expect(await href('/pacts')).toBe('https://example.com/pacts')
  // The folder has the name of a route.
  expect(await href('/pacts/latest')).toBe(latest)
  expect(await href('/pacts/pacts/latest')).toBe(latest)
})

test('whatever a name holds, everything of it can be reached by its links', async () => {
  await using broker = await testBroker()
  const [consumer, provider] = ['web/shop ü.x', 'a%2Fb & "c" <d>?#+']
  const [version, branch, tag] = ['1.0/β 💥', 'feat/new.x', 'prod/eu+1']
  const pact = pactOf(['a'], { consumer, provider })
  expect((await broker.publish({ consumer, provider, version, branch, tags: [tag], pact })).status).toBe(200)
  await broker.publish({
    consumer,
    provider,
    version: `${version}+`,
    branch,
    pact: pactOf(['b'], { consumer, provider }),
  })
  await broker.send('POST', '/environments', { name: 'prod' })
  const seen = new Map<string, number>()
  const queue = [broker.url]
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    if (seen.has(url)) continue
    const { status, body } = await broker.get(url)
    seen.set(url, status)
    if (typeof body !== 'object') continue
    queue.push(...linksIn(body))
  }
  const missing = [...seen].filter(
    ([url, status]) =>
      status !== 200 && !/previous-distinct$|verification-results\/latest$|\/matrix$/.test(url),
  )
  expect(missing).toEqual([])
  expect(seen.size).toBeGreaterThan(40)
})

/** Addresses of links that are complete and that a GET is meant for. */
function linksIn(resource: unknown): string[] {
  if (typeof resource !== 'object' || resource === null) return []
  return Object.entries(resource).flatMap(([name, value]) => {
    if (/publish|record-|execute|try-again/.test(name)) return []
    const { href, templated } = (value ?? {}) as { href?: unknown; templated?: unknown }
    return typeof href === 'string' && templated !== true ? [href] : linksIn(value)
  })
}

test('a name that no address can hold is not taken', async () => {
  await using broker = await testBroker()
  for (const name of ['..', '.', '', ' ', 'a\u0000b', 'a\nb', '\ud800', 'x'.repeat(256)]) {
    const created = await broker.send('POST', '/pacticipants', JSON.stringify({ name }))
    expect([name, created.status, Object.keys(created.body.errors)]).toEqual([name, 400, ['name']])
    expect([name, (await broker.publish({ version: '1', branch: name })).status]).toEqual([name, 400])
    expect([name, (await broker.publish({ version: name })).status]).toEqual([name, 400])
  }
  expect((await broker.get('/pacticipants')).body.pacticipants).toEqual([])
})
