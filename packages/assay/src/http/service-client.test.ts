import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Exchange } from '../model/exchange.ts'
import { createServiceClient } from './service-client.ts'
import { startTrace } from './trace-context.ts'

const received: { request: IncomingMessage; body: string }[] = []
const exchanges: Exchange[] = []
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  received.push({ request, body: Buffer.concat(chunks).toString() })
  if (request.url === '/hangs') return
  if (request.url === '/breaks') return void request.socket.destroy()
  if (request.url === '/moved') return void response.writeHead(302, { location: '/elsewhere' }).end()
  if (request.url === '/text') return void response.end('{"not": "said to be JSON"}')
  response.setHeader('content-type', 'application/json').end('{"id":7}')
})

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return () => {
    server.close()
    server.closeAllConnections()
  }
})

beforeEach(() => {
  received.length = 0
  exchanges.length = 0
})

function client(trace = startTrace()) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return createServiceClient({ service: 'orders', url, trace, onExchange: (one) => exchanges.push(one) })
}

describe('a request', () => {
  test('has an id of its own, and the trace of its test', async () => {
    const trace = startTrace()
    const orders = client(trace)
    for (let count = 0; count < 2; count += 1) await orders.get('/')
    const [first, second] = received.map(({ request }) => request.headers)
    expect(first?.['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(second?.['x-request-id']).not.toBe(first?.['x-request-id'])
    expect(first?.['traceparent']).toMatch(new RegExp(`^00-${trace.traceId}-[0-9a-f]{16}-01$`))
    expect(exchanges.map(({ requestId }) => requestId)).toEqual(
      [first, second].map((one) => one?.['x-request-id']),
    )
  })

  test('keeps an id that the test gives it', async () => {
    await client().get('/', { headers: { 'X-Request-ID': 'mine' } })
    expect(received[0]?.request.headers['x-request-id']).toBe('mine')
    expect(exchanges[0]?.requestId).toBe('mine')
  })

  test('carries a value as JSON, a form as a form, a token, and a query', async () => {
    await client().post('/', { a: [1] }, { token: 't', query: { q: 'x y', n: 2, none: undefined } })
    expect(received[0]?.body).toBe('{"a":[1]}')
    expect(received[0]?.request.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer t',
    })
    expect(received[0]?.request.url).toBe('/?q=x+y&n=2')
    await client().post('/', new URLSearchParams({ grant_type: 'password' }))
    expect(received[1]?.body).toBe('grant_type=password')
    expect(received[1]?.request.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/)
  })

  test('does not show its secrets as evidence', async () => {
    await client().post('/', { password: 'hunter2' }, { token: 'secret-token' })
    expect(JSON.stringify(exchanges)).not.toMatch(/hunter2|secret-token/)
  })
})

describe('an answer', () => {
  test('is a value when it says that it is JSON, and text otherwise', async () => {
    expect((await client().get('/')).body).toEqual({ id: 7 })
    expect((await client().get('/text')).body).toBe('{"not": "said to be JSON"}')
  })

  test('is the one that was given: redirects are not followed', async () => {
    const { status, headers } = await client().get('/moved')
    expect([status, headers['location']]).toEqual([302, '/elsewhere'])
    expect(received).toHaveLength(1)
  })

  test.for([
    ['/hangs', /"orders" did not answer GET http.*\/hangs: no answer in 100 ms/],
    ['/breaks', /"orders" did not answer GET http.*\/breaks: other side closed/],
  ] as const)(
    'that does not come is an error with its reason, and still an exchange: %s',
    async ([path, text]) => {
      await expect(client().get(path, { timeoutMs: 100 })).rejects.toThrow(text)
      expect(exchanges).toMatchObject([{ status: undefined, error: expect.any(String) }])
    },
  )
})
