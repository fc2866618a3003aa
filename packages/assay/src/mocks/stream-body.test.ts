import { once } from 'node:events'
import { expect, test } from 'vitest'
import { startStub } from './stub.ts'

test('answers late', async () => {
  await using stub = await startStub({ name: 'slow' })
  stub.on('GET /slow', { delayMs: 40, body: 'late' })
  const started = performance.now()
  expect(await (await fetch(`${stub.url}/slow`)).text()).toBe('late')
  expect(performance.now() - started).toBeGreaterThan(38)
})

test('sends a body slowly', async () => {
  await using stub = await startStub({ name: 'slow' })
  stub.on('GET /slow', { bytesPerSecond: 200, body: 'twenty bytes of text' })
  const started = performance.now()
  const response = await fetch(`${stub.url}/slow`)
  const headersAfterMs = performance.now() - started
  expect(await response.text()).toBe('twenty bytes of text')
  const allAfterMs = performance.now() - started
  expect(allAfterMs).toBeGreaterThan(95)
  expect(headersAfterMs).toBeLessThan(allAfterMs)
})

test('streams what a function yields, as it yields it', async () => {
  await using stub = await startStub({ name: 'events' })
  const next = Promise.withResolvers<void>()
  stub.on('GET /events/:topic', {
    headers: { 'content-type': 'text/event-stream' },
    async *stream({ params }) {
      yield `data: ${params['topic']}\n\n`
      await next.promise
      yield 'data: done\n\n'
    },
  })
  const response = await fetch(`${stub.url}/events/orders`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect(await reader?.read()).toEqual({ done: false, value: 'data: orders\n\n' })
  next.resolve()
  expect(await reader?.read()).toEqual({ done: false, value: 'data: done\n\n' })
  expect((await reader?.read())?.done).toBe(true)
})

test('streams a list, each piece after its delay, for every request anew', async () => {
  await using stub = await startStub({ name: 'events' })
  stub.on('GET /events', { stream: ['one ', { data: Buffer.from('two '), delayMs: 20 }, { data: 'three' }] })
  const read = async () => (await fetch(`${stub.url}/events`)).text()
  const started = performance.now()
  expect(await read()).toBe('one two three')
  expect(performance.now() - started).toBeGreaterThan(18)
  expect(await read()).toBe('one two three')
})

test('a stream ends when the client has gone', async () => {
  await using stub = await startStub({ name: 'events' })
  const ended = Promise.withResolvers<string>()
  stub.on('GET /events', {
    async *stream(_request, signal) {
      try {
        yield 'first'
        await once(signal, 'abort')
        yield 'never read'
      } finally {
        ended.resolve('ended')
      }
    },
  })
  const client = new AbortController()
  const response = await fetch(`${stub.url}/events`, { signal: client.signal })
  await response.body?.getReader().read()
  client.abort()
  expect(await ended.promise).toBe('ended')
  expect(stub.unexpected).toEqual([])
})

test('a stream is no faster than it is read', async () => {
  await using stub = await startStub({ name: 'flood' })
  let yielded = 0
  stub.on('GET /flood', {
    async *stream() {
      for (; yielded < 1_000; yielded += 1) yield Buffer.alloc(65_536)
    },
  })
  const client = new AbortController()
  await fetch(`${stub.url}/flood`, { signal: client.signal })
  await expect.poll(() => yielded, { interval: 20 }).toBeGreaterThan(1)
  expect(yielded).toBeLessThan(1_000)
  client.abort()
})

test('a stream that throws breaks the connection, and the test is told', async () => {
  await using stub = await startStub({ name: 'events' })
  stub.on('GET /events', {
    // biome-ignore lint/correctness/useYield: it throws before the first piece.
    async *stream() {
      throw new Error('no more events')
    },
  })
  const response = await fetch(`${stub.url}/events`)
  await expect(response.text()).rejects.toThrow('terminated')
  expect(stub.unexpected[0]).toMatchObject({ reason: 'answer_failed' })
  expect(stub.unexpected[0]?.message).toContain('Error: no more events')
})
