import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { selfSigned } from '../../load/protocols/fixtures/self-signed.ts'
import { bodyOf, startServer, startSockets } from './fixtures/listening.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import { type Destination, sendRequest } from './send-request.ts'

const GET: OutgoingRequest = { method: 'GET', target: '/', headers: {}, body: undefined }

function ask(url: string, request: Partial<OutgoingRequest> = {}, parts: Partial<Destination> = {}) {
  const destination = { timeoutMs: 5_000, maxBodyBytes: 1_000_000, isInsecure: false, signal: undefined }
  return sendRequest({ ...GET, ...request }, { ...destination, url: new URL(url), ...parts })
}

/** The answer to one request, as status and text, when a server says this. */
async function answerTo(said: string, request: Partial<OutgoingRequest> = {}): Promise<string> {
  await using provider = await startSockets((socket) => socket.once('data', () => socket.end(said, 'latin1')))
  return shown(await ask(provider.url, request))
}

function shown(sent: Awaited<ReturnType<typeof ask>>): string {
  if ('none' in sent) return `${sent.none.reason}: ${sent.none.detail}`
  return `${sent.answer.status} ${Buffer.from(sent.answer.body ?? []).toString('latin1')}`
}

test.each([
  ['a length', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab', '200 ab'],
  ['chunks and trailers', chunked('2\r\nab\r\n1\r\nc\r\n0\r\nx: y\r\n\r\n'), '200 abc'],
  ['the end of the connection', 'HTTP/1.1 200 OK\r\n\r\nabc', '200 abc'],
  ['the end of a connection of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nabc', '200 abc'],
  ['no body by its status', 'HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n', '204 '],
  [
    'other answers before it',
    `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${'HTTP/1.1 204 No Content\r\n\r\n'}`,
    '204 ',
  ],
  ['bytes that are no UTF-8', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n\xff\xfe', '200 \xff\xfe'],
  [
    'a chunk that is cut off',
    chunked('5\r\nab'),
    'broken: the connection closed in the middle of the answer',
  ],
  ['a coding that it does not have', coded('gzip', 'abc'), /^broken: its body is not gzip, as it says: /],
  ['a coding nobody knows', coded('secret', 'abc'), '200 abc'],
])('reads an answer with %s', async (_name, said, read) => {
  const answer = await answerTo(said)
  if (typeof read === 'string') expect(answer).toBe(read)
  else expect(answer).toMatch(read)
})

test('an answer to HEAD has no body, whatever its length says', async () => {
  expect(await answerTo('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n', { method: 'HEAD' })).toBe('200 ')
})

test('gives all values of a header, by its name in lower case', async () => {
  await using provider = await startSockets((socket) =>
    socket.once('data', () =>
      socket.end('HTTP/1.1 204 No\r\nSet-Cookie: a=1\r\nX-Empty:\r\nset-cookie:  b=2 \r\n\r\n'),
    ),
  )
  const sent = await ask(provider.url)
  expect(sent).toHaveProperty('answer.headers', { 'set-cookie': ['a=1', 'b=2'], 'x-empty': [''] })
})

test('writes what a request needs, and what a filter said last', async () => {
  const heads: string[] = []
  await using provider = await startSockets((socket) =>
    socket.on('data', (bytes) => {
      heads.push(bytes.toString('latin1'))
      socket.write('HTTP/1.1 204 No Content\r\n\r\n')
    }),
  )
  const headers = {
    accept: '*/*',
    authorization: 'Bearer old',
    Authorization: 'Bearer new',
    'Content-Length': '9',
  }
  await ask(`${provider.url}/base/`, { target: '/a?b=%20', headers })
  await ask(provider.url, { method: 'POST', headers: { host: 'products.test' } })
  await ask(provider.url, { method: 'PUT', body: Buffer.from([0xff, 0x41]) })
  const { host } = new URL(provider.url)
  expect(heads).toEqual([
    `GET /base/a?b=%20 HTTP/1.1\r\nhost: ${host}\r\naccept: */*\r\nauthorization: Bearer new\r\nconnection: keep-alive\r\n\r\n`,
    'POST / HTTP/1.1\r\nhost: products.test\r\ncontent-length: 0\r\nconnection: keep-alive\r\n\r\n',
    `PUT / HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n\xffA`,
  ])
})

test.each([
  ['a method', { method: 'GET /' }],
  ['a target', { target: '/a b' }],
  ['a line break in a value', { headers: { 'x-a': 'a\r\nx-b: c' } }],
  ['a character that is not Latin-1', { headers: { 'x-a': '€' } }],
  ['a name', { headers: { 'x a': 'b' } }],
])('does not send %s that HTTP cannot say', async (_name, request) => {
  expect(shown(await ask('http://127.0.0.1:9', request))).toMatch(/^not-sendable: /)
})

test('asks again and again on one connection', async () => {
  let connections = 0
  await using provider = await startServer((request, response) => void request.pipe(response))
  provider.server.on('connection', () => (connections += 1))
  for (let round = 0; round < 20; round += 1) {
    const body = Buffer.alloc(100_000, round)
    const sent = await ask(provider.url, { method: 'POST', body })
    expect('answer' in sent && body.equals(sent.answer.body ?? new Uint8Array())).toBe(true)
  }
  expect(connections).toBe(1)
})

test('ends connections that nobody needs any more', async () => {
  const ended = Promise.withResolvers<void>()
  await using provider = await startServer((_request, response) => void response.end())
  provider.server.on('connection', (socket) => socket.once('close', () => ended.resolve()))
  await ask(provider.url)
  await ended.promise
})

test('asks at the same time on several connections', async () => {
  await using provider = await startServer((request, response) => void response.end(request.url))
  const targets = Array.from({ length: 20 }, (_, index) => `/${index}`)
  const answers = await Promise.all(targets.map((target) => ask(provider.url, { target })))
  expect(answers.map(shown)).toEqual(targets.map((target) => `200 ${target}`))
})

test.each([
  ['that was not asked for', (socket: Socket) => socket.write(`${OK}${OK}`)],
  [
    'that says the connection closes',
    (socket: Socket) => socket.write(`${OK.slice(0, -2)}connection: close\r\n\r\n`),
  ],
])('an answer %s is the last one of its connection', async (_name, answer) => {
  let connections = 0
  await using provider = await startSockets((socket) => {
    connections += 1
    socket.on('data', () => answer(socket))
  })
  for (let round = 0; round < 3; round += 1) expect(shown(await ask(provider.url))).toBe('204 ')
  expect(connections).toBe(3)
})

test('an answer before the end of a large request is an answer', async () => {
  await using provider = await startSockets((socket) => socket.once('data', () => socket.write(OK)))
  const body = Buffer.alloc(20_000_000)
  expect(shown(await ask(provider.url, { method: 'POST', body }))).toBe('204 ')
  expect(shown(await ask(provider.url))).toBe('204 ')
})

test('gives up what is interrupted, and what takes too long to begin', async () => {
  await using provider = await startSockets((socket) => socket.once('data', () => socket.write('HTTP/1.1 2')))
  const controller = new AbortController()
  const interrupted = ask(provider.url, {}, { signal: controller.signal })
  setImmediate(() => controller.abort())
  expect(shown(await interrupted)).toBe('aborted: the run was interrupted')
  expect(shown(await ask(provider.url, {}, { signal: controller.signal }))).toMatch(/^aborted/)
  const slow = await ask(provider.url, {}, { timeoutMs: 100 })
  expect(shown(slow)).toBe('slow: the beginning of an answer came, but not the end of its head')
})

test('speaks TLS, and accepts certificates nobody vouches for when it is told to', async () => {
  const server = createServer(selfSigned(), async (request, response) => response.end(await bodyOf(request)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const request = { method: 'POST', body: Buffer.from('hello') }
  expect(shown(await ask(url, request))).toMatch(/^unreachable: self-signed certificate/)
  for (let round = 0; round < 2; round += 1) {
    expect(shown(await ask(url, request, { isInsecure: true }))).toBe('200 hello')
  }
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})

const OK = 'HTTP/1.1 204 No Content\r\n\r\n'

function chunked(chunks: string): string {
  return `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks}`
}

function coded(coding: string, body: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-encoding: ${coding}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}
