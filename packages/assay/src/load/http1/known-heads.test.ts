import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import { ResponseParser } from './response-parser.ts'

const LIMITS = { maxHeadBytes: 8_000, maxBodyBytes: 8_000 }
const LONG = `x-long: ${'y'.repeat(3_000)}\r\n`

/** Heads that differ in little, and some that are the same before and after what changes a parser. */
const ANSWERS = [
  'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab',
  'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\ncd',
  'HTTP/1.1 201 OK\r\ncontent-length: 2\r\n\r\nab',
  'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc',
  'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nab',
  'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nset-cookie: a=1\r\n\r\nab',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nconnection: close\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab',
  'HTTP/1.1 204 No Content\r\n\r\n',
  `HTTP/1.1 200 OK\r\n${LONG}content-length: 2\r\n\r\nab`,
  'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nab',
]

function read(parser: ResponseParser, text: string, cuts: readonly number[]) {
  parser.begin('GET')
  let from = 0
  let isComplete = false
  for (const to of [...cuts, text.length]) {
    const piece = Buffer.from(text.slice(from, to), 'latin1')
    isComplete = parser.feed(piece, piece.length)
    from = to
  }
  const { status, head, body, isReusable, setsCookie, receivedBytes } = parser
  return { isComplete, status, head, body, isReusable, setsCookie, receivedBytes }
}

test('a parser that has read other answers reads each as a new one would', () => {
  const random = createRandom('known head')
  const used = new ResponseParser(LIMITS)
  let repeated = 0
  let last = ''
  for (let count = 0; count < 5_000; count += 1) {
    // Long runs of one answer, so that it is known most of the time.
    const text =
      random.fraction() < 0.7 && last !== '' ? last : ANSWERS[random.integer(0, ANSWERS.length - 1)]!
    if (text === last) repeated += 1
    last = text
    const cuts = random.fraction() < 0.3 ? [random.integer(1, text.length - 1)] : []
    expect(read(used, text, cuts), JSON.stringify([text, cuts])).toEqual(
      read(new ResponseParser(LIMITS), text, []),
    )
  }
  expect(repeated).toBeGreaterThan(2_000)
})

test('after an answer that was not valid, the next one is read anew', () => {
  const parser = new ResponseParser(LIMITS)
  const good = ANSWERS[0]!
  for (const bad of ['HTTP/1.1 200 OK\r\nbad header: 1\r\n\r\n', 'gibberish\r\n\r\n']) {
    expect(read(parser, good, []).body).toBe('ab')
    expect(() => read(parser, bad, [])).toThrow()
    expect(read(parser, good, [])).toMatchObject({ isComplete: true, status: 200, body: 'ab' })
  }
})
