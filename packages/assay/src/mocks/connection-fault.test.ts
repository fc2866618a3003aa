import { expect, test } from 'vitest'
import type { AnswerFault } from './answer.ts'
import { sendRaw } from './fixtures/raw-client.ts'
import { startStub } from './stub.ts'

const GET = 'GET /broken HTTP/1.1\r\nhost: stub\r\n\r\n'
const POST = 'POST /broken HTTP/1.1\r\nhost: stub\r\ncontent-length: 5\r\n\r\nhello'

/** The code of what `fetch` fails with. */
async function failureOf(url: string): Promise<unknown> {
  try {
    return (await fetch(url)).text().catch((error: { cause?: { code?: string } }) => error.cause?.code)
  } catch (error) {
    return (error as { cause?: { code?: string } }).cause?.code
  }
}

async function startBroken(fault: AnswerFault) {
  const stub = await startStub({ name: 'broken' })
  stub.on('ANY /broken', { fault, body: 'twelve bytes' })
  return stub
}

test.for([GET, POST])('reset: the connection is reset before an answer', async (request) => {
  await using stub = await startBroken('reset')
  expect(await sendRaw(stub.port, request)).toEqual({ text: '', end: 'RST' })
  expect(await failureOf(`${stub.url}/broken`)).toBe('ECONNRESET')
  expect(stub.calls('ANY /broken')[0]).toMatchObject({ fault: 'reset', status: undefined })
})

test.for([GET, POST])('close: the connection is closed before an answer', async (request) => {
  await using stub = await startBroken('close')
  expect(await sendRaw(stub.port, request)).toEqual({ text: '', end: 'FIN' })
  expect(await failureOf(`${stub.url}/broken`)).toBe('UND_ERR_SOCKET')
})

test('hang: there is never an answer', async () => {
  await using stub = await startBroken('hang')
  const aborted = fetch(`${stub.url}/broken`, { signal: AbortSignal.timeout(50) })
  await expect(aborted).rejects.toThrow('aborted due to timeout')
  expect(stub.calls()[0]).toMatchObject({ fault: 'hang', status: undefined })
})

test('cut: the connection is reset after the headers and half of the body', async () => {
  await using stub = await startBroken('cut')
  const { text, end } = await sendRaw(stub.port, GET)
  expect(text).toContain('HTTP/1.1 200 OK')
  expect(text).toContain('content-length: 12')
  expect(text.endsWith('\r\n\r\ntwelve')).toBe(true)
  expect(end).toBe('RST')
  expect(await failureOf(`${stub.url}/broken`)).toBe('ECONNRESET')
  expect(stub.calls()[0]).toMatchObject({ fault: 'cut', status: 200 })
})

test('garbage: what is sent is not HTTP', async () => {
  await using stub = await startBroken('garbage')
  expect((await sendRaw(stub.port, GET)).text).not.toContain('HTTP/')
  const failure = await fetch(`${stub.url}/broken`).catch((error: Error) => error.cause)
  expect(failure).toMatchObject({ name: 'HTTPParserError' })
})

test('a fault may come late, or in turn', async () => {
  await using stub = await startStub({ name: 'broken' })
  stub.on('GET /late', { fault: 'reset', delayMs: 20 })
  stub.on('GET /turns', [{ fault: 'reset' }, { body: 'well again' }])
  const started = performance.now()
  expect(await failureOf(`${stub.url}/late`)).toBe('ECONNRESET')
  expect(performance.now() - started).toBeGreaterThan(18)
  expect(await failureOf(`${stub.url}/turns`)).toBe('ECONNRESET')
  expect(await failureOf(`${stub.url}/turns`)).toBe('well again')
})

test('of pipelined requests the ones before a fault are answered', async () => {
  await using stub = await startBroken('close')
  stub.on('GET /slow', { body: 'first', delayMs: 30 })
  const { text, end } = await sendRaw(stub.port, `GET /slow HTTP/1.1\r\nhost: stub\r\n\r\n${GET}`)
  expect([text.includes('first'), end]).toEqual([true, 'FIN'])
})
