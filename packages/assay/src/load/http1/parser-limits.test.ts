import { expect, test } from 'vitest'
import { feedInPieces, type GivenAnswer, waysToCut } from './fixtures/feed-in-pieces.ts'
import { ResponseParser } from './response-parser.ts'

const OK = 'HTTP/1.1 200 OK'
const CHUNKED = `${OK}\r\nTransfer-Encoding: chunked\r\n\r\n`
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n'

test('a head has as many bytes as are allowed, and no more', () => {
  const text = `${OK}\r\nX: ${'y'.repeat(30)}\r\nContent-Length: 1\r\n\r\nz`
  const headLength = text.length - 1
  const enough = { text, limits: { maxHeadBytes: headLength, maxBodyBytes: 10 } }
  const short = { text, limits: { maxHeadBytes: headLength - 1, maxBodyBytes: 10 } }
  for (const lengths of waysToCut(text.length)) expect(feedInPieces(enough, lengths)).toBeDefined()
  expectRefusal(short, 'head_too_large')
})

test('a head that never ends is refused, as are blank lines that never do', () => {
  const limits = { maxHeadBytes: 100, maxBodyBytes: 10 }
  expectRefusal({ text: `${OK}\r\nX: ${'y'.repeat(200)}`, limits }, 'head_too_large')
  expectRefusal({ text: '\r\n'.repeat(60), limits }, 'head_too_large')
  expectRefusal({ text: `HTTP/1.0 100 -\r\n\r\n${'\r\n'.repeat(60)}`, limits }, 'head_too_large')
  expectRefusal({ text: `${CHUNKED}0\r\nX: ${'y'.repeat(200)}`, limits }, 'trailers_too_large')
})

test('each 1xx answer may have as much as a head, and there may be 100 of them', () => {
  const limits = { maxHeadBytes: 60, maxBodyBytes: 10 }
  const final = `${OK}\r\nContent-Length: 0\r\n\r\n`
  const text = CONTINUE.repeat(100) + final
  expect(feedInPieces({ text, limits }, [text.length])).toMatchObject({ receivedBytes: text.length })
  expectRefusal({ text: CONTINUE.repeat(101) + final, limits }, 'too_many_informational')
})

test('what one answer has used up is not missing from the next', () => {
  const parser = new ResponseParser({ maxHeadBytes: 60, maxBodyBytes: 10 })
  const answer = Buffer.from(`${'\r\n'.repeat(25)}${CONTINUE.repeat(60)}${CHUNKED}8\r\n12345678\r\n0\r\n\r\n`)
  for (let count = 0; count < 3; count += 1) {
    parser.begin('GET')
    expect(parser.feed(answer, answer.length)).toBe(true)
    expect(parser.isReusable).toBe(true)
  }
})

test('a body has as many bytes as are allowed, and no more', () => {
  const limits = { maxHeadBytes: 100, maxBodyBytes: 5 }
  const sized = (length: number) => `${OK}\r\nContent-Length: ${length}\r\n\r\n${'z'.repeat(length)}`
  const unsized = (length: number) => `${OK}\r\n\r\n${'z'.repeat(length)}`
  const chunked = (length: number) =>
    `${CHUNKED}2\r\nzz\r\n${length - 2}\r\n${'z'.repeat(length - 2)}\r\n0\r\n\r\n`
  for (const textOf of [sized, unsized, chunked]) {
    const text = textOf(5)
    for (const lengths of waysToCut(text.length)) {
      expect(feedInPieces({ text, limits }, lengths)).toMatchObject({ body: 'zzzzz' })
    }
    expectRefusal({ text: textOf(6), limits }, 'body_too_large')
  }
})

test('a length that is too large is refused before any byte of the body', () => {
  const limits = { maxHeadBytes: 100, maxBodyBytes: 5 }
  expectRefusal({ text: `${OK}\r\nContent-Length: 6\r\n\r\n`, limits }, 'body_too_large')
  expectRefusal({ text: `${CHUNKED}6\r\n`, limits }, 'body_too_large')
})

test('a body that never ends is refused when it has come to its limit', () => {
  for (const [head, piece] of [
    [`${OK}\r\n\r\n`, 'z'.repeat(1000)],
    [CHUNKED, `3e8\r\n${'z'.repeat(1000)}\r\n`],
  ] as const) {
    const parser = new ResponseParser({ maxHeadBytes: 1000, maxBodyBytes: 1_000_000 })
    parser.begin('GET')
    parser.feed(Buffer.from(head), head.length)
    const bytes = Buffer.from(piece)
    for (let count = 0; count < 1000; count += 1) expect(parser.feed(bytes, bytes.length)).toBe(false)
    expect(() => parser.feed(bytes, bytes.length)).toThrow(
      expect.objectContaining({ code: 'body_too_large' }),
    )
  }
})

test('the line of a chunk has a limit, by digits and by extensions', () => {
  const filler = '0'.repeat(8000)
  const allowed = `${CHUNKED}${filler}1;${filler}\r\nz\r\n0\r\n\r\n`
  expect(feedInPieces({ text: allowed }, [allowed.length])).toMatchObject({ body: 'z' })
  for (const text of [`${CHUNKED}${'0'.repeat(17_000)}`, `${CHUNKED}1;${'a'.repeat(17_000)}`]) {
    expect(() => feedInPieces({ text }, [text.length])).toThrow(
      expect.objectContaining({ code: 'chunk_line_too_large' }),
    )
    const bytes = Array.from({ length: text.length }, () => 1)
    expect(() => feedInPieces({ text }, bytes)).toThrow(
      expect.objectContaining({ code: 'chunk_line_too_large' }),
    )
  }
})

test('a head, trailers or a body that come byte by byte cost no more than their length', () => {
  const long = 'y'.repeat(1_000_000)
  const limits = { maxHeadBytes: 2_000_000, maxBodyBytes: 2_000_000 }
  const texts = [
    `${OK}\r\nX: ${long}\r\nContent-Length: 0\r\n\r\n`,
    `${OK}\r\n${long}: x\r\nContent-Length: 0\r\n\r\n`,
    `HTTP/1.1 200 ${long}\r\nContent-Length: 0\r\n\r\n`,
    `${OK}\r\nConnection: ${long}\r\nContent-Length: 0\r\n\r\n`,
    `${CHUNKED}0\r\nX: ${long}\r\n\r\n`,
    `${OK}\r\nContent-Length: 1000000\r\n\r\n${long}`,
    `${CHUNKED}${'1\r\nz\r\n'.repeat(200_000)}0\r\n\r\n`,
  ]
  const started = performance.now()
  for (const text of texts) {
    const lengths = Array.from({ length: text.length }, () => 1)
    const answer = feedInPieces({ text, limits }, lengths)
    expect(answer).toMatchObject(feedInPieces({ text, limits }, [text.length])!)
    expect(answer).toMatchObject({ receivedBytes: text.length })
  }
  // A second or two in all. If a byte cost as much as those before it, each of these would take a minute.
  expect(performance.now() - started).toBeLessThan(20_000)
}, 60_000)

function expectRefusal(given: GivenAnswer, code: string): void {
  const { length } = given.text
  for (const lengths of [[length], Array.from({ length }, () => 1), [10, length - 10]]) {
    expect(() => feedInPieces(given, lengths), `cut ${lengths}`).toThrow(expect.objectContaining({ code }))
  }
}
