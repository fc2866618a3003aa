import { expect, test } from 'vitest'
import { AssayError } from '../../errors/assay-error.ts'
import { formatError } from '../../errors/format-error.ts'
import { startSockets } from '../provider/fixtures/listening.ts'
import { addressOf } from './broker-access.ts'
import { connectBroker, requireLink, resolveLink } from './broker-client.ts'
import { indexOf, startBroker } from './fixtures/scripted-broker.ts'
import { expand, linksOf } from './hal.ts'

/** What went wrong, as people and programs learn it. */
async function errorOf(promise: Promise<unknown>): Promise<AssayError> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof AssayError) return thrown
  throw new Error(`no coded error: ${thrown}`)
}

test('proves who asks, with a name and password, a token, or those in the address', async () => {
  await using broker = await startBroker((url) => ({ 'GET /': indexOf(url) }))
  const withName = broker.url.replace('http://', 'http://ada:s%20cret@')
  await connectBroker({ url: broker.url, credentials: { token: 'abc' } }).index()
  await connectBroker({ url: broker.url, credentials: { username: 'ada', password: 'p' } }).index()
  await connectBroker({ url: withName }).index()
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  expect(broker.received.map(({ authorization }) => authorization)).toEqual([
    'Bearer abc',
    basic('ada:p'),
    basic('ada:s cret'),
  ])
  expect(connectBroker({ url: withName }).url).toBe(`${broker.url}/`)
})

test('asks for its entry once', async () => {
  await using broker = await startBroker((url) => ({ 'GET /': indexOf(url) }))
  const client = connectBroker({ url: broker.url })
  await Promise.all([client.index(), client.index()])
  await client.index()
  expect(broker.lines()).toEqual(['GET /'])
})

test.each([
  [401, 'broker_refused'],
  [403, 'broker_refused'],
  [404, 'broker_rejected'],
  [409, 'broker_rejected'],
  [408, 'broker_failed'],
  [500, 'broker_failed'],
  [300, 'broker_answer_invalid'],
])('status %i is %s', async (status, code) => {
  await using broker = await startBroker(() => ({ 'GET /': { status, body: { error: 'because' } } }))
  const error = await errorOf(connectBroker({ url: broker.url }).index())
  expect(error).toMatchObject({ code, evidence: [`GET ${broker.url}/`, 'because'] })
})

test('what the broker says about an error is evidence', async () => {
  const said = [
    { errors: { version: ['is missing', 'is empty'] } },
    { notices: [{ type: 'error', text: 'Cannot change the content' }], errors: { content: ['other'] } },
    'a page',
  ]
  await using broker = await startBroker(() => ({
    'GET /': said.map((body) => ({ status: 400, body })),
  }))
  const evidence = []
  for (const _ of said)
    evidence.push((await errorOf(connectBroker({ url: broker.url }).index())).evidence.slice(1))
  expect(evidence).toEqual([
    ['version: is missing', 'version: is empty'],
    ['Cannot change the content'],
    ['a page'],
  ])
})

test('repeats what fails for a moment, a few times', async () => {
  await using broker = await startBroker((url) => ({
    'GET /': [{ status: 503 }, { status: 502 }, indexOf(url)],
    'GET /always': { status: 504 },
  }))
  const client = connectBroker({ url: broker.url, pauseMs: 1 })
  await client.index()
  expect(broker.lines()).toHaveLength(3)
  expect(await errorOf(client.get('/always'))).toMatchObject({ code: 'broker_failed' })
  expect(broker.lines()).toHaveLength(7)
})

test('repeats what is cut off, then says so', async () => {
  let connections = 0
  await using broker = await startSockets((socket) => {
    connections += 1
    socket.once('data', () => socket.destroy())
  })
  const error = await errorOf(connectBroker({ url: broker.url, pauseMs: 1, retries: 2 }).index())
  expect([error.code, connections]).toEqual(['broker_unreachable', 3])
})

test('does not wait for ever', async () => {
  await using broker = await startSockets(() => {})
  const error = await errorOf(connectBroker({ url: broker.url, timeoutMs: 30 }).index())
  expect(error).toMatchObject({
    code: 'broker_unreachable',
    message: 'The Pact broker did not answer in time.',
  })
})

test('a broker that is not there, and an address that is none', async () => {
  const error = await errorOf(connectBroker({ url: 'http://127.0.0.1:1' }).index())
  expect(error).toMatchObject({ code: 'broker_unreachable', fault: 'infrastructure' })
  expect(() => connectBroker({ url: 'pacts.example.test' })).toThrow('The address of the Pact broker is none')
})

test('what could be a secret is in no error', async () => {
  for (const url of ['ftp://ada:s3cret@example.test', 'ada:s3cret@example.test']) {
    const connect = () => connectBroker({ url })
    expect(connect).toThrow('The address of the Pact broker is none')
    expect(connect).not.toThrow('s3cret')
  }
  await using broker = await startBroker((url) => ({ 'GET /': indexOf(url) }))
  const withToken = async (token: string) =>
    connectBroker({ url: broker.url, credentials: { token } }).index()
  const error = await errorOf(withToken('s3cr\net'))
  expect(error.code).toBe('invalid_credentials')
  expect(formatError(error)).not.toContain('s3cr')
  expect((await errorOf(withToken('☃'))).code).toBe('invalid_credentials')
  // A file that a token is read from ends with a line break.
  await withToken('s3cret\n')
  expect(broker.received.map(({ authorization }) => authorization)).toEqual(['Bearer s3cret'])
})

test('a broker that was not there is asked for its entry again', async () => {
  await using broker = await startBroker((url) => ({ 'GET /': [{ status: 500 }, indexOf(url)] }))
  const client = connectBroker({ url: broker.url })
  expect((await errorOf(client.index())).code).toBe('broker_failed')
  expect(linksOf(await client.index(), 'pb:publish-contracts')).toHaveLength(1)
})

test('follows redirects, but does not take credentials elsewhere', async () => {
  await using other = await startBroker((url) => ({ 'GET /moved': indexOf(url) }))
  await using broker = await startBroker((url) => ({
    'GET /': { status: 301, headers: { location: `${url}/here` } },
    'GET /here': { status: 302, headers: { location: `${other.url}/moved` } },
    'GET /round': { status: 302, headers: { location: '/round' } },
    'POST /again': { status: 307, headers: { location: '/there' } },
    'POST /there': { body: {} },
    'POST /lost': { status: 301, headers: { location: '/there' } },
  }))
  const client = connectBroker({ url: broker.url, credentials: { token: 'abc' } })
  expect(linksOf(await client.index(), 'pb:publish-contracts')).toHaveLength(1)
  expect(broker.received.map(({ authorization }) => authorization)).toEqual(['Bearer abc', 'Bearer abc'])
  expect(other.received.map(({ authorization }) => authorization)).toEqual([undefined])
  expect((await errorOf(client.get('/round'))).message).toContain('one redirect after another')
  await client.send('POST', '/again', { kept: true })
  expect(broker.received.at(-1)).toMatchObject({ line: 'POST /there', body: { kept: true } })
  expect((await errorOf(client.send('POST', '/lost', {}))).message).toContain('would lose what was sent')
})

test('an answer that is no JSON, or has no such link', async () => {
  await using broker = await startBroker(() => ({
    'GET /': { body: '<html>Sign in</html>' },
    'GET /list': { body: [] },
    'GET /other': { body: { _links: { self: { href: '/other' } } } },
  }))
  const client = connectBroker({ url: broker.url })
  expect(await errorOf(client.index())).toMatchObject({
    code: 'broker_answer_invalid',
    evidence: [`GET ${broker.url}/`, '<html>Sign in</html>'],
  })
  expect(await errorOf(client.get('/list'))).toMatchObject({ code: 'broker_answer_invalid' })
  const other = await client.get('/other')
  expect(() => requireLink(other, 'pb:environments')).toThrow('has no link "pb:environments"')
})

test('links are taken at the address by which the broker is reached', () => {
  const address = addressOf({ url: 'https://example.test/pacts/' })
  const hrefs = [
    '',
    '/matrix?q=1',
    'http://localhost:9292/pacts/latest',
    'http://localhost:9292/other',
    '/pactsx',
  ]
  expect(hrefs.map((href) => resolveLink(address, href).href)).toEqual([
    'https://example.test/pacts/',
    'https://example.test/pacts/matrix?q=1',
    'https://example.test/pacts/latest',
    'https://example.test/pacts/other',
    'https://example.test/pacts/pactsx',
  ])
  expect(() => resolveLink(address, 'http://[')).toThrow('has a link that is no address')
})

test('templates are filled in', () => {
  expect(expand('/pacticipants/{name}/versions/{version}', { name: 'a/b c', version: '1' })).toBe(
    '/pacticipants/a%2Fb%20c/versions/1',
  )
})
