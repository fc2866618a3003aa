import { Agent, request } from 'node:http'
import { expect, test } from 'vitest'
import { sendRaw } from './fixtures/raw-client.ts'
import { startStub } from './stub.ts'

async function startEcho() {
  const stub = await startStub({ name: 'echo' })
  stub.on('ANY /echo/*', ({ method, params, body }) => ({ body: { method, rest: params['*'], body } }))
  stub.on('GET /plain', { body: 'plain' })
  return stub
}

/** One request over an agent that keeps connections. */
function get(agent: Agent, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode))
    })
    sent.once('error', reject)
    sent.end()
  })
}

test('answers 1,000 concurrent requests on kept connections', async () => {
  await using stub = await startEcho()
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const statuses = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => get(agent, `${stub.url}/echo/${index}`)),
  )
  agent.destroy()
  expect(new Set(statuses)).toEqual(new Set([200]))
  const paths = stub.calls('GET /echo/:n').map(({ params }) => Number(params['n']))
  expect(paths.toSorted((left, right) => left - right)).toEqual(
    Array.from({ length: 1_000 }, (_, index) => index),
  )
})

test('answers pipelined requests in their order', async () => {
  await using stub = await startEcho()
  stub.on('GET /slow', { body: 'slow', delayMs: 30 })
  const asked = ['/slow', '/plain', '/echo/1']
    .map((path) => `GET ${path} HTTP/1.1\r\nhost: stub\r\n\r\n`)
    .join('')
  const { text } = await sendRaw(stub.port, asked, { until: '"rest":"1"' })
  expect(text.match(/slow|plain(?!;)|"rest":"1"/g)?.filter((word) => !word.includes('text'))).toEqual([
    'slow',
    'plain',
    '"rest":"1"',
  ])
})

test('reads chunked bodies, and asks for those that wait for it', async () => {
  await using stub = await startEcho()
  const chunked =
    'POST /echo/a HTTP/1.1\r\nhost: stub\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n'
  expect((await sendRaw(stub.port, chunked, { until: '}' })).text).toContain('"body":"hello!"')

  const head = 'POST /echo/b HTTP/1.1\r\nhost: stub\r\ncontent-length: 5\r\nexpect: 100-continue\r\n\r\n'
  const { text } = await sendRaw(stub.port, `${head}hello`, { until: '}' })
  expect(text.startsWith('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK')).toBe(true)
  expect(text).toContain('"body":"hello"')
})

test('takes very long addresses, and refuses endless ones', async () => {
  await using stub = await startEcho()
  const long = 'x'.repeat(100_000)
  expect((await fetch(`${stub.url}/echo/${long}?q=${long.slice(0, 10_000)}`)).status).toBe(200)
  expect(stub.calls()[0]?.params['*']).toBe(long)
  const { text } = await sendRaw(stub.port, `GET /${'x'.repeat(200_000)} HTTP/1.1\r\n`)
  expect(text.split('\r\n')[0]).toBe('HTTP/1.1 431 Request Header Fields Too Large')
})

test('takes the forms of addresses that clients send', async () => {
  await using stub = await startEcho()
  const asProxy = 'GET http://products.test/echo/a?b=1 HTTP/1.1\r\nhost: products.test\r\n\r\n'
  expect((await sendRaw(stub.port, asProxy, { until: '}' })).text).toContain('"rest":"a"')
  const stray = 'GET /echo/50%/%zz HTTP/1.1\r\nhost: stub\r\n\r\n'
  expect((await sendRaw(stub.port, stray, { until: '}' })).text).toContain('"rest":"50%/%zz"')
})

test('a client that goes away before its request is complete leaves nothing behind', async () => {
  await using stub = await startEcho()
  const half = 'POST /echo/a HTTP/1.1\r\nhost: stub\r\ncontent-length: 100\r\n\r\nhalf'
  await sendRaw(stub.port, half, { leaves: true })
  await fetch(`${stub.url}/plain`)
  expect(stub.calls().map(({ path }) => path)).toEqual(['/plain'])
  expect(stub.unexpected).toEqual([])
})

test('an answer that comes after the client has gone goes nowhere', async () => {
  await using stub = await startEcho()
  const asked = Promise.withResolvers<void>()
  const allowed = Promise.withResolvers<void>()
  stub.on('GET /late', async () => {
    asked.resolve()
    await allowed.promise
    return { body: 'late' }
  })
  const client = new AbortController()
  const response = fetch(`${stub.url}/late`, { signal: client.signal }).catch(() => 'gone')
  await asked.promise
  client.abort()
  expect(await response).toBe('gone')
  await fetch(`${stub.url}/plain`)
  allowed.resolve()
  await expect.poll(() => stub.calls('GET /late')[0]?.status).toBe(200)
  expect(stub.unexpected).toEqual([])
})

test('close ends connections that hang, stream, wait or idle, and the process has nothing left to do', async () => {
  const stub = await startEcho()
  stub.on('GET /hang', { fault: 'hang' })
  stub.on('GET /slow', { delayMs: 600_000 })
  stub.on('GET /events', { stream: ['first', { data: 'never', delayMs: 600_000 }] })
  const pending = ['/hang', '/slow'].map((path) => fetch(stub.url + path).then(String, () => 'ended'))
  const events = await fetch(`${stub.url}/events`)
  await fetch(`${stub.url}/plain`)
  await expect.poll(() => stub.callCount()).toBe(4)

  const started = performance.now()
  await stub.close()
  await stub.close()
  expect(performance.now() - started).toBeLessThan(2_000)
  expect(await Promise.all(pending)).toEqual(['ended', 'ended'])
  await expect(events.text()).rejects.toThrow()
  await expect(fetch(`${stub.url}/plain`)).rejects.toThrow()
  expect(process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap')).toEqual([])
  expect(stub.callCount()).toBe(4)
})

test('listens where it is told', async () => {
  await using stub = await startStub({ name: 'six', host: '::1' })
  stub.on('GET /', { body: 'six' })
  expect(stub.url).toBe(`http://[::1]:${stub.port}`)
  expect(await (await fetch(stub.url)).text()).toBe('six')
})
