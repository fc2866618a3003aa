import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { startServer, startSockets } from './fixtures/listening.ts'
import { httpInteraction } from './fixtures/pacts.ts'
import { verifyInteraction } from './verify-interaction.ts'

/** What is said about a provider that does this with the socket of a request. */
async function failureOf(answer: (socket: Socket) => void) {
  await using provider = await startSockets((socket) => socket.once('data', () => answer(socket)))
  const result = await verifyInteraction(httpInteraction(), {
    ...{ name: 'products', url: provider.url, timeoutMs: 200, maxBodyBytes: 10_000 },
  })
  expect(result.outcome).toBe('failed')
  return { code: result.failure?.code, detail: result.failure?.evidence?.[1] }
}

test('one that hangs', async () => {
  expect(await failureOf(() => {})).toEqual({ code: 'provider_too_slow', detail: 'nothing came' })
})

test('one that stops in the middle', async () => {
  const failure = await failureOf((socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'),
  )
  expect(failure).toEqual({
    code: 'provider_too_slow',
    detail: 'the head of the answer came, but not its end',
  })
})

test('one that closes without an answer', async () => {
  const { code, detail } = await failureOf((socket) => socket.destroy())
  expect(code).toBe('provider_answer_broken')
  expect(detail).toContain('the connection closed without an answer')
})

test('one that closes in the middle', async () => {
  const { code, detail } = await failureOf((socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'),
  )
  expect(code).toBe('provider_answer_broken')
  expect(detail).toContain('the connection closed in the middle of the answer')
})

test('one that speaks something else', async () => {
  const { code, detail } = await failureOf((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
  expect(code).toBe('provider_answer_not_http')
  expect(detail).toBe('The answer is not HTTP: it begins with "SSH-2.0-Open".')
})

test('one whose body does not end', async () => {
  const chunk = `1000\r\n${'x'.repeat(4_096)}\r\n`
  const failure = await failureOf((socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    }
    socket.on('drain', more)
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
    more()
  })
  expect(failure).toEqual({
    code: 'provider_answer_too_large',
    detail: 'its body has more than 10000 bytes',
  })
})

test('one whose head does not end', async () => {
  const { code } = await failureOf((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    socket.write(`x-a: ${'x'.repeat(200_000)}\r\n`)
  })
  expect(code).toBe('provider_answer_too_large')
})

test('one whose body grows when it is decoded', async () => {
  const bytes = gzipSync(Buffer.alloc(1_000_000))
  const { code } = await failureOf((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bytes.length}\r\n\r\n`)
    socket.write(bytes)
  })
  expect(code).toBe('provider_answer_too_large')
})

test('one that nobody has started', async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const { failure } = await verifyInteraction(httpInteraction(), {
    ...{ name: 'products', url: `http://127.0.0.1:${port}` },
  })
  expect(failure).toMatchObject({
    code: 'provider_unreachable',
    evidence: [`GET http://127.0.0.1:${port}/products/7`, `connect ECONNREFUSED 127.0.0.1:${port}`],
  })
})

test('one that closes the connections it has kept is asked again', async () => {
  let requests = 0
  await using provider = await startSockets((socket) => {
    let answers = 0
    socket.on('data', () => {
      requests += 1
      if (answers > 0) socket.destroy()
      else socket.write('HTTP/1.1 204 No Content\r\nconnection: keep-alive\r\n\r\n')
      answers += 1
    })
  })
  const interaction = httpInteraction({ response: { status: 204 } })
  const first = await verifyInteraction(interaction, { name: 'products', url: provider.url })
  const second = await verifyInteraction(interaction, { name: 'products', url: provider.url })
  expect([first.outcome, second.outcome, requests]).toEqual(['passed', 'passed', 3])
  expect(second.warnings).toEqual([
    'The provider closed a connection that it had kept open; the request was sent again.',
  ])
})

test('a request that HTTP cannot say is not sent', async () => {
  await using server = await startServer((_request, response) => void response.end())
  const interaction = httpInteraction({
    request: { method: 'GET', path: '/', headers: { 'X-Name': ['a\nb'] } },
  })
  const { failure } = await verifyInteraction(interaction, { name: 'products', url: server.url })
  expect(failure).toMatchObject({ code: 'request_not_sendable' })
})
