import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttp2Server } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js'
import { load } from '@grpc/proto-loader'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type MeasuredUser, measuredUser } from './fixtures/measured-user.ts'
import { selfSigned } from './fixtures/self-signed.ts'
import { closedPort, listen, mute } from './fixtures/test-server.ts'
import { grpcClient } from './grpc.ts'

const PROTO = `
syntax = "proto3";
package shop.v1;
service Inventory {
  rpc GetStock (StockRequest) returns (Stock);
  rpc WatchStock (StockRequest) returns (stream Stock);
  rpc PutStock (stream Stock) returns (Stock);
  rpc Forgotten (StockRequest) returns (Stock);
}
message StockRequest { string action = 1; int64 product_id = 2; Stock known = 3; }
message Stock { int64 product_id = 1; int32 count = 2; string seen = 3; }
`
const SERVICE = 'shop.v1.Inventory'
const one = { scheduled: 1, sent: 1, failed: 0, answered: 1, errors: {} }
const unanswered = { scheduled: 1, sent: 1, failed: 0, answered: 0 }
const unsent = { scheduled: 1, sent: 0, failed: 1, answered: 0 }

const directory = mkdtempSync(join(tmpdir(), 'assay-grpc-'))
const proto = join(directory, 'inventory.proto')
beforeAll(() => writeFileSync(proto, PROTO))
afterAll(() => rmSync(directory, { recursive: true }))

test('a call is recorded as service and method, and gives what the server says', async () => {
  await using server = await serve()
  const { user, recorded, client } = await inventory(server.port)
  user.authorize('secret')
  const answer = await client.call<{ product_id: string; count: number; seen: string }>(
    'GetStock',
    { product_id: '9007199254740993' },
    { metadata: { 'X-Tenant': 'acme' } },
  )
  expect(answer).toMatchObject({ status: 'OK', ok: true, details: '' })
  expect(answer.message).toEqual({ product_id: '9007199254740993', count: 3, seen: 'Bearer secret acme' })
  await client.call('GetStock', { product_id: 1 }, { name: 'again', token: 'other' })
  const { 'Inventory/GetStock': first, again } = recorded()
  for (const counted of [first!, again!]) {
    expect(counted).toMatchObject({ ...one, latency: { count: 1 }, naiveLatency: { count: 1 } })
    expect(counted.latency.max).toBeLessThan(1_500)
    expect(counted.receivedBytes).toBeGreaterThan(5)
  }
  expect(user.openRequests).toBe(0)
  client.close()
  expect(user.opened.size).toBe(0)
})

test('every status is an answer, and an error unless it is expected', async () => {
  await using server = await serve()
  const { counts, samples, client } = await inventory(server.port)
  const missing = await client.call('GetStock', { action: 'NOT_FOUND' })
  expect(missing).toMatchObject({ status: 'NOT_FOUND', ok: false, details: 'as asked', message: undefined })
  await client.call('GetStock', { action: 'NOT_FOUND' }, { name: 'expected', expect: ['NOT_FOUND'] })
  await client.call('GetStock', { action: 'UNAVAILABLE' }, { name: 'busy' })
  await client.call('GetStock', {}, { name: 'checked', expect: ({ message }) => message?.['count'] === 4 })
  await client.call('Forgotten', {})
  expect(counts()).toEqual({
    'Inventory/GetStock': { ...one, errors: { status: 1 } },
    expected: one,
    busy: { ...one, errors: { status: 1 } },
    checked: { ...one, errors: { check: 1 } },
    'Inventory/Forgotten': { ...one, errors: { status: 1 } },
  })
  expect(samples()).toContain('status Inventory/Forgotten: answered UNIMPLEMENTED')
  client.close()
})

test('what is not answered in time takes its time', async () => {
  await using server = await serve()
  const { user, recorded, client } = await inventory(server.port)
  await client.call('GetStock')
  const late = client.call('GetStock', { action: 'never' }, { name: 'late', timeoutMs: 80 })
  await expect(late).rejects.toMatchObject({ name: 'RequestFailed', kind: 'timeout' })
  const deadline = client.call('GetStock', { action: 'DEADLINE_EXCEEDED' }, { name: 'told' })
  await expect(deadline).rejects.toMatchObject({ kind: 'timeout' })
  const counted = recorded()
  expect(counted['late']).toMatchObject({ ...unanswered, errors: { timeout: 1 }, latency: { count: 1 } })
  expect(counted['late']!.latency.max).toBeGreaterThanOrEqual(79)
  expect(counted['late']!.latency.max).toBeLessThan(1_000)
  expect(counted['told']).toMatchObject({ ...unanswered, errors: { timeout: 1 } })
  expect((await client.call('GetStock')).ok).toBe(true)
  expect(user.openRequests).toBe(0)
  client.close()
})

test('a server that drops the connection is a reset, and the next call connects again', async () => {
  const server = await serve()
  const { counts, client } = await inventory(server.port)
  await client.call('GetStock')
  const waiting = client.call('GetStock', { action: 'never' }, { name: 'dropped' })
  await expect.poll(() => server.held()).toBe(1)
  server.dropAll()
  await expect(waiting).rejects.toMatchObject({ kind: 'reset' })
  await using again = await serve(ServerCredentials.createInsecure(), server.port)
  await expect
    .poll(() => client.call('GetStock', {}, { name: 'poll' }).catch(() => ({ ok: false })))
    .toMatchObject({ ok: true })
  await client.call('GetStock', {}, { name: 'after' })
  expect(counts()).toMatchObject({ dropped: { ...unanswered, errors: { reset: 1 } }, after: one })
  expect(again.port).toBe(server.port)
  client.close()
})

test('a stream that is reset by the server is a reset', async () => {
  const resets = createHttp2Server().on('stream', (stream) => stream.on('error', () => {}).close(2))
  await using server = await listen(resets)
  const { counts, client } = await inventory(server.port)
  await expect(client.call('GetStock')).rejects.toMatchObject({ kind: 'reset' })
  expect(counts()).toEqual({ 'Inventory/GetStock': { ...unanswered, errors: { reset: 1 } } })
  client.close()
})

test('nobody listens, nobody answers, an unknown name and a certificate nobody vouches for', async () => {
  await using silent = await listen(mute())
  await using secure = await serve(secureCredentials())
  const measured = measuredUser({ insecure: false })
  const kindOf = async (name: string, url: string) => {
    const { client } = await inventory(url, measured)
    const failure = await client.call('GetStock', {}, { name, timeoutMs: 1_500 }).catch((error) => error)
    client.close()
    return failure.kind
  }
  expect(await kindOf('closed', `http://127.0.0.1:${await closedPort()}`)).toBe('refused')
  expect(await kindOf('unknown', `http://${'x'.repeat(64)}.test:1`)).toBe('name')
  expect(await kindOf('unsafe', `https://localhost:${secure.port}`)).toBe('tls')
  expect(await kindOf('silent', `http://127.0.0.1:${silent.port}`)).toBe('timeout')
  expect(measured.counts()).toEqual({
    closed: { ...unsent, errors: { refused: 1 } },
    unknown: { ...unsent, errors: { name: 1 } },
    unsafe: { ...unsent, errors: { tls: 1 } },
    silent: { ...unsent, errors: { timeout: 1 } },
  })
  expect(measured.user.opened.size + measured.user.openRequests).toBe(0)
})

test('every user has a connection of its own, with TLS too', async () => {
  await using server = await serve()
  await using secure = await serve(secureCredentials())
  const users = await Promise.all(
    [server.port, server.port, `https://localhost:${secure.port}`].map((at) => inventory(at)),
  )
  const answers = await Promise.all(users.map(({ client }) => client.call('GetStock')))
  expect(answers.map(({ status }) => status)).toEqual(['OK', 'OK', 'OK'])
  expect(server.connections()).toBe(2)
  for (const { client } of users) client.close()
})

test('a clock of the wall that is put forward harms no call', async () => {
  await using silent = await listen(mute())
  const { counts, client } = await inventory(silent.port)
  const waiting = client.call('GetStock', {}, { timeoutMs: 100 })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
  try {
    await expect(waiting).rejects.toMatchObject({ kind: 'timeout' })
  } finally {
    vi.useRealTimers()
  }
  expect(counts()).toEqual({ 'Inventory/GetStock': { ...unsent, errors: { timeout: 1 } } })
  client.close()
})

test('a stream is measured to its first message and to its end', async () => {
  await using server = await serve()
  const { user, recorded, client } = await inventory(server.port)
  const counts: number[] = []
  for await (const { count } of client.stream<{ count: number }>('WatchStock')) counts.push(count)
  expect(counts).toEqual([0, 1, 2])
  const { 'Inventory/WatchStock': whole, 'Inventory/WatchStock first message': first } = recorded()
  expect(first).toMatchObject({ ...one, latency: { count: 1 } })
  expect(whole).toMatchObject({ ...one, latency: { count: 1 } })
  expect(whole!.latency.max).toBeGreaterThanOrEqual(first!.latency.max + 30)
  expect(whole!.receivedBytes).toBeGreaterThan(first!.receivedBytes)
  expect(user.openRequests).toBe(0)
  client.close()
})

test('a stream of which only the beginning is read is answered, and the server is told', async () => {
  await using server = await serve()
  const { user, counts, client } = await inventory(server.port)
  for await (const _ of client.stream('WatchStock', { action: 'endless' })) break
  await expect.poll(() => server.cancelled()).toBe(1)
  expect(counts()).toEqual({ 'Inventory/WatchStock': one, 'Inventory/WatchStock first message': one })
  expect(user.openRequests).toBe(0)
  client.close()
})

test('a stream that fails says how', async () => {
  await using server = await serve()
  const { user, counts, client } = await inventory(server.port)
  const read = async (action: string, name: string) => {
    for await (const _ of client.stream('WatchStock', { action }, { name, timeoutMs: 300 }))
      if (action === 'drop') server.dropAll()
  }
  await expect(read('NOT_FOUND', 'missing')).rejects.toMatchObject({ kind: 'status' })
  await expect(read('endless', 'endless')).rejects.toMatchObject({ kind: 'timeout' })
  await expect(read('drop', 'dropped')).rejects.toMatchObject({ kind: 'reset' })
  expect(counts()).toEqual({
    missing: { ...one, errors: { status: 1 } },
    endless: { ...unanswered, errors: { timeout: 1 } },
    'endless first message': one,
    dropped: { ...unanswered, errors: { reset: 1 } },
    'dropped first message': one,
  })
  expect(user.openRequests).toBe(0)
  client.close()
})

test('a message that is larger than allowed, or not what the service takes, is no answer', async () => {
  await using server = await serve()
  const { counts, client } = await inventory(server.port, measuredUser({ maxBodyBytes: 1_000 }))
  await expect(client.call('GetStock', { action: 'large' }, { name: 'large' })).rejects.toMatchObject({
    kind: 'protocol',
  })
  await expect(client.call('GetStock', { known: 'much' })).rejects.toThrow('object expected')
  expect(counts()).toEqual({
    large: { ...unanswered, errors: { protocol: 1 } },
  })
  client.close()
})

test('what the file does not define is named', async () => {
  const { client } = await inventory(1)
  await expect(client.call('GetStok')).rejects.toThrow('it has GetStock, WatchStock, PutStock, Forgotten')
  await expect(client.call('WatchStock')).rejects.toMatchObject({ code: 'unknown_operation' })
  await expect(client.call('PutStock')).rejects.toThrow('takes a stream of messages')
  client.close()
  const { user, targetAt } = measuredUser()
  const options = { target: 'x', proto: pathToFileURL(proto) }
  const target = targetAt('http://127.0.0.1:1')
  await expect(grpcClient(user, target, { ...options, service: 'Inventory' })).rejects.toThrow(
    `it has ${SERVICE}.`,
  )
  const unreadable = grpcClient(user, target, {
    ...options,
    proto: join(directory, 'none.proto'),
    service: SERVICE,
  })
  await expect(unreadable).rejects.toMatchObject({ code: 'invalid_scenario' })
})

test('calls that are open when the user ends fail', async () => {
  await using server = await serve()
  const { user, counts, client } = await inventory(server.port)
  await client.call('GetStock')
  const waiting = client.call('GetStock', { action: 'never' }, { name: 'open' })
  await expect.poll(() => server.held()).toBe(1)
  for (const open of user.opened) open.destroy()
  await expect(waiting).rejects.toMatchObject({ kind: 'reset' })
  await expect(client.call('GetStock', {}, { name: 'after' })).rejects.toMatchObject({ kind: 'reset' })
  await expect(client.stream('WatchStock', {}, { name: 'stream' }).next()).rejects.toMatchObject({
    kind: 'reset',
  })
  expect(counts()).toMatchObject({
    open: { ...unanswered, errors: { reset: 1 } },
    after: { ...unsent, errors: { reset: 1 } },
    stream: { ...unsent, errors: { reset: 1 } },
  })
  expect(user.opened.size + user.openRequests).toBe(0)
})

test('a client that is closed while it connects does not connect again', async () => {
  let accepted = 0
  const counting = mute()
  counting.on('connection', () => {
    accepted += 1
  })
  await using server = await listen(counting)
  const { client } = await inventory(server.port)
  const waiting = client.call('GetStock')
  await expect.poll(() => accepted).toBe(1)
  client.close()
  await expect(waiting).rejects.toMatchObject({ kind: 'reset' })
  // Connections are accepted in their order: one that was opened before this one would have been seen.
  const { client: later } = await inventory(server.port)
  const last = later.call('GetStock', {}, { timeoutMs: 300 })
  await expect(last).rejects.toMatchObject({ kind: 'timeout' })
  later.close()
  expect(accepted).toBe(2)
})

/** A client of the service at a port or an address. */
async function inventory(at: number | string, measured: MeasuredUser = measuredUser()) {
  const target = measured.targetAt(typeof at === 'string' ? at : `http://127.0.0.1:${at}`)
  const options = { target: 'inventory', proto, service: SERVICE }
  return { ...measured, client: await grpcClient(measured.user, target, options) }
}

function secureCredentials(): ServerCredentials {
  const { key, cert } = selfSigned()
  const pair = { private_key: Buffer.from(key), cert_chain: Buffer.from(cert) }
  return ServerCredentials.createSsl(null, [pair])
}

interface Request {
  readonly action: string
  readonly product_id: string
}

/** Does as the action of a message says. */
async function serve(credentials = ServerCredentials.createInsecure(), wantedPort = 0) {
  let [held, cancelled] = [0, 0]
  const peers = new Set<string>()
  const failureOf = (action: string) => {
    const code = status[action as keyof typeof status]
    return code === undefined ? undefined : { code, details: 'as asked' }
  }
  const getStock = (call: ServerUnaryCall<Request, object>, answer: sendUnaryData<object>) => {
    const { action, product_id } = call.request
    peers.add(call.getPeer())
    const seen = ['authorization', 'x-tenant'].flatMap((name) => call.metadata.get(name)).join(' ')
    held += action === 'never' ? 1 : 0
    if (action === 'never') return
    answer(failureOf(action) ?? null, {
      product_id,
      count: 3,
      seen: action === 'large' ? 'x'.repeat(5_000) : seen,
    })
  }
  const watchStock = (call: ServerWritableStream<Request, object>) => {
    const failure = failureOf(call.request.action)
    if (failure !== undefined) return call.emit('error', failure)
    let count = 0
    const timer = setInterval(() => {
      call.write({ count })
      count += 1
      if (count < 3 || call.request.action !== '') return
      clearInterval(timer)
      call.end()
    }, 20)
    call.on('cancelled', () => {
      cancelled += 1
      clearInterval(timer)
    })
  }
  const { [SERVICE]: definition } = await load(proto, { keepCase: true, longs: String, defaults: true })
  const server = new Server()
  server.addService(definition as never, { GetStock: getStock, WatchStock: watchStock } as never)
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${wantedPort}`, credentials, (error, bound) =>
      error ? reject(error) : resolve(bound),
    )
  })
  return {
    port,
    held: () => held,
    cancelled: () => cancelled,
    connections: () => peers.size,
    dropAll: () => server.forceShutdown(),
    async [Symbol.asyncDispose]() {
      server.forceShutdown()
    },
  }
}
