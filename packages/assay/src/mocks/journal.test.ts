import { expect, test } from 'vitest'
import { startStub } from './stub.ts'

async function startCounted(journalSize: number) {
  const stub = await startStub({ name: 'counted', journalSize })
  const get = (path: string, init?: RequestInit) => fetch(stub.url + path, init)
  return { stub, get, [Symbol.asyncDispose]: () => stub.close() }
}

test('keeps the newest calls, says how many are gone, and counts them all', async () => {
  await using counted = await startCounted(3)
  counted.stub.on('GET /products/:id', { body: {} })
  counted.stub.on('GET /orders', { body: {} })
  for (const id of ['p1', 'p2', 'p3']) await counted.get(`/products/${id}`)
  for (let count = 0; count < 2; count += 1) await counted.get('/orders')

  const calls = counted.stub.calls()
  expect(calls.map(({ path }) => path)).toEqual(['/products/p3', '/orders', '/orders'])
  expect(calls.dropped).toBe(2)
  expect(counted.stub.calls('GET /products/:id').dropped).toBe(2)
  expect(counted.stub.calls('GET /orders').dropped).toBe(0)
  expect(counted.stub.callCount('GET /products/:id')).toBe(3)
  expect(counted.stub.callCount('ANY /products/*')).toBe(3)
  expect(counted.stub.callCount('GET /orders')).toBe(2)
  expect(counted.stub.callCount()).toBe(5)
})

test('says so when it cannot know a count', async () => {
  await using counted = await startCounted(1)
  counted.stub.on('GET /products/:id', { body: {} })
  for (const id of ['p1', 'p2']) await counted.get(`/products/${id}`)
  expect(() => counted.stub.callCount('GET /products/p1')).toThrow(
    expect.objectContaining({
      code: 'stub_calls_dropped',
      message:
        'Stub "counted" cannot say how often GET /products/p1 was called: among the calls that are no longer kept, 1 may have been.',
    }),
  )
})

test('a request that nothing matched is counted with all others, but cannot be told apart once it is gone', async () => {
  await using counted = await startCounted(1)
  for (const path of ['/a', '/b']) await counted.get(path)
  expect(counted.stub.callCount()).toBe(2)
  expect(counted.stub.callCount('POST /a')).toBe(0)
  expect(() => counted.stub.callCount('GET /a')).toThrow('cannot say how often GET /a was called')
})

test('keeps a large body up to its limit, and reads the rest of it', async () => {
  await using stub = await startStub({ name: 'large', maxBodyBytes: 10 })
  stub.on('POST /large', { status: 201 })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ text: 'x'.repeat(3_000_000) })
  expect((await fetch(`${stub.url}/large`, { method: 'POST', headers, body })).status).toBe(201)
  expect((await fetch(`${stub.url}/large`, { method: 'POST', headers, body: '{"a":1}' })).status).toBe(201)
  const [large, small] = stub.calls()
  expect(large).toMatchObject({ truncated: true, body: '{"text":"x' })
  expect(small).toMatchObject({ truncated: false, body: { a: 1 } })
})

test('gives up older calls when their bodies take too much room', async () => {
  await using stub = await startStub({ name: 'large', maxBodyBytes: 50_000_000 })
  stub.on('PUT /large', { status: 200 })
  const body = Buffer.alloc(40_000_000)
  for (let count = 0; count < 2; count += 1) await fetch(`${stub.url}/large`, { method: 'PUT', body })
  expect([stub.calls().length, stub.calls().dropped, stub.callCount('PUT /large')]).toEqual([1, 1, 2])
})
