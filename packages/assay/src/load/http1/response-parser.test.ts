import { expect, test } from 'vitest'
import { feedInPieces, type GivenAnswer, type ReadAnswer, waysToCut } from './fixtures/feed-in-pieces.ts'
import { ResponseParser } from './response-parser.ts'

const OK = 'HTTP/1.1 200 OK'
const CHUNKED = `${OK}\r\nTransfer-Encoding: chunked\r\n\r\n`

/** What is expected of an answer; what is not said is: 200, no body, reusable, all bytes belong to it. */
type Expected = Partial<ReadAnswer>

const ACCEPTED: readonly (readonly [string, GivenAnswer, Expected])[] = [
  [
    'a body of a known length',
    { text: `${OK}\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nh\xe9llo` },
    { head: `${OK}\r\nContent-Type: text/plain\r\nContent-Length: 5`, body: 'h\xe9llo' },
  ],
  ['a body of no bytes', { text: `${OK}\r\ncontent-length:0\r\n\r\n` }, {}],
  ['no header but the length', { text: 'HTTP/1.1 404\r\nContent-Length: \t 0 \t\r\n\r\n' }, { status: 404 }],
  ['an empty reason phrase', { text: 'HTTP/1.1 500 \r\nContent-Length: 0\r\n\r\n' }, { status: 500 }],
  [
    'blank lines before the head',
    { text: `\r\n\n\r${OK}\r\nContent-Length: 0\r\n\r\n` },
    { head: `${OK}\r\nContent-Length: 0` },
  ],
  [
    'leading zeros of a length',
    { text: `${OK}\r\nContent-Length: ${'0'.repeat(40)}2\r\n\r\nab` },
    { body: 'ab' },
  ],
  [
    'chunks, with extensions and trailers',
    {
      text: `${CHUNKED}5\r\nhello\r\n1;a;b=c;d="e\\"\xe9"\r\n \r\n00A\r\n0123456789\r\n0;x\r\nX-Sum: 1\r\nX-Two:\r\n\r\n`,
    },
    { head: CHUNKED.trimEnd(), body: 'hello 0123456789' },
  ],
  ['no chunk but the last', { text: `${CHUNKED}0\r\n\r\n` }, { head: CHUNKED.trimEnd() }],
  [
    'chunked as the last of several codings',
    {
      text: `${OK}\r\nTRANSFER-ENCODING: gzip\r\nTransfer-Encoding: x, \tChunked \r\n\r\n1\r\nz\r\n0\r\n\r\n`,
    },
    { body: 'z' },
  ],
  [
    'a body that the end of the connection ends',
    { text: `${OK}\r\nX: y\r\n\r\nall of it` },
    { body: 'all of it', isReusable: false },
  ],
  [
    'a coding that is not chunked, which the end of the connection ends',
    { text: `${OK}\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n` },
    { body: '0\r\n\r\n', isReusable: false },
  ],
  [
    'an answer to HEAD, whatever its length says',
    { method: 'HEAD', text: `${OK}\r\nContent-Length: 5000000\r\n\r\n` },
    {},
  ],
  ['a chunked answer to HEAD', { method: 'HEAD', text: CHUNKED }, {}],
  ['204 with a length', { text: 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n' }, { status: 204 }],
  [
    '304 with chunks announced',
    { text: 'HTTP/1.1 304 -\r\nTransfer-Encoding: chunked\r\n\r\n' },
    { status: 304 },
  ],
  [
    'informational answers before the final one',
    {
      text: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}\r\nContent-Length: 2\r\n\r\nab`,
    },
    { head: `${OK}\r\nContent-Length: 2`, body: 'ab' },
  ],
  [
    '101 as the end of HTTP',
    { text: 'HTTP/1.1 101 -\r\nUpgrade: x\r\n\r\n' },
    { status: 101, isReusable: false },
  ],
  [
    'any answer to CONNECT as the end of HTTP',
    { method: 'CONNECT', text: `${OK}\r\n\r\n` },
    { isReusable: false },
  ],
  ['HTTP/1.0', { text: 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na' }, { body: 'a', isReusable: false }],
  [
    'HTTP/1.0 that keeps the connection',
    { text: 'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\na' },
    { body: 'a' },
  ],
  [
    'chunks over HTTP/1.0, after which nothing is certain',
    {
      text: 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    },
    { body: 'a', isReusable: false },
  ],
  [
    'close among the options',
    { text: `${OK}\r\nConnection: x, CLOSE\t\r\nContent-Length: 0\r\n\r\n` },
    { isReusable: false },
  ],
  ['close in the trailers', { text: `${CHUNKED}0\r\nConnection: close\r\n\r\n` }, { isReusable: false }],
  [
    'another coding in the trailers',
    { text: `${CHUNKED}0\r\nTransfer-Encoding: gzip\r\n\r\n` },
    { isReusable: false },
  ],
  [
    'close in one of two headers',
    { text: `${OK}\r\nConnection: close\r\nConnection: x\r\nContent-Length: 0\r\n\r\n` },
    { isReusable: false },
  ],
  [
    'close for a proxy',
    { text: `${OK}\r\nProxy-Connection: close\r\nContent-Length: 0\r\n\r\n` },
    { isReusable: false },
  ],
  [
    'a word that has keep-alive in it',
    { text: 'HTTP/1.0 200 OK\r\nConnection: xkeep-alive\r\nContent-Length: 0\r\n\r\n' },
    { isReusable: false },
  ],
  [
    'a coding with a tab behind it, which Node does not know',
    { text: `${OK}\r\nTransfer-Encoding: chunked\t\r\n\r\nX: y` },
    { body: 'X: y', isReusable: false },
  ],
  ['the protocol of radio streams', { text: 'ICE/1.1 200 OK\r\nContent-Length: 0\r\n\r\n' }, {}],
  [
    'a word that has close in it',
    { text: `${OK}\r\nConnection: closed, x close\r\nContent-Length: 0\r\n\r\n` },
    {},
  ],
  [
    'names like those of the lengths',
    { text: `${OK}\r\nContent-Lengths: x\r\nContent-Length: 1\r\n\r\na` },
    { body: 'a' },
  ],
  ['any byte in a reason phrase', { text: 'HTTP/1.1 200 \0\x01\xff\t\r\nContent-Length: 0\r\n\r\n' }, {}],
  [
    'tabs and bytes beyond ASCII in a value',
    { text: `${OK}\r\nX: a\tb\xff\r\nContent-Length: 0\r\n\r\n` },
    {},
  ],
]

test.each(ACCEPTED)('takes %s, cut anywhere', (_name, given, expected) => {
  const all = { status: 200, body: '', receivedBytes: given.text.length, isReusable: true, ...expected }
  for (const lengths of waysToCut(given.text.length)) {
    expect(feedInPieces(given, lengths), `cut ${lengths}`).toMatchObject(all)
  }
})

const FIELD = (line: string) => `${OK}\r\n${line}\r\nContent-Length: 0\r\n\r\n`

const REFUSED: readonly (readonly [string, string, string])[] = [
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', 'invalid_status_line'],
  ['a protocol in small letters', 'http/1.1 200 OK\r\n\r\n', 'invalid_status_line'],
  ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n', 'invalid_status_line'],
  ['a status of four digits', 'HTTP/1.1 2000\r\n\r\n', 'invalid_status_line'],
  ['no space before the reason phrase', 'HTTP/1.1 200OK\r\n\r\n', 'invalid_status_line'],
  ['two spaces before the status', 'HTTP/1.1  200 OK\r\n\r\n', 'invalid_status_line'],
  ['an unknown version', 'HTTP/1.2 200 OK\r\n\r\n', 'invalid_version'],
  ['a version without a dot', 'HTTP/2 200 OK\r\n\r\n', 'invalid_version'],
  ['a status line that a bare LF ends', `${OK}\nX: y\r\n\r\n`, 'invalid_line_end'],
  ['a header that a bare LF ends', `${OK}\r\nX: y\n\r\n`, 'invalid_line_end'],
  ['a length that a bare LF ends', `${OK}\r\nContent-Length: 0\n\r\n`, 'invalid_line_end'],
  ['a bare CR in a value', FIELD('X: a\rb'), 'invalid_line_end'],
  ['a CR CR LF', FIELD('X: a\r'), 'invalid_line_end'],
  ['a head that a bare LF ends', `${OK}\r\nX: y\r\n\n`, 'invalid_header_name'],
  ['a header without a name', FIELD(': x'), 'invalid_header_name'],
  ['a space in a name', FIELD('A B: x'), 'invalid_header_name'],
  ['a space before the colon', FIELD('A : x'), 'invalid_header_name'],
  ['a line without a colon', FIELD('nothing'), 'invalid_header_name'],
  ['an at sign in a name', FIELD('a@b: x'), 'invalid_header_name'],
  ['a byte beyond ASCII in a name', FIELD('\xc4: x'), 'invalid_header_name'],
  ['NUL in a value', FIELD('X: a\0b'), 'invalid_header_value'],
  ['DEL in a value', FIELD('X: \x7f'), 'invalid_header_value'],
  ['a control character in a value', FIELD('X: a\x1bb'), 'invalid_header_value'],
  ['a value that goes on in the next line', FIELD('X: a\r\n b'), 'folded_header'],
  ['white space after the status line', FIELD('\tX: a'), 'folded_header'],
  ['an empty length', `${OK}\r\nContent-Length: \r\n\r\n`, 'invalid_content_length'],
  ['a length with a sign', `${OK}\r\nContent-Length: +5\r\n\r\nhello`, 'invalid_content_length'],
  ['a length below zero', `${OK}\r\nContent-Length: -1\r\n\r\n`, 'invalid_content_length'],
  ['a length with a space in it', `${OK}\r\nContent-Length: 1 0\r\n\r\n`, 'invalid_content_length'],
  ['a hexadecimal length', `${OK}\r\nContent-Length: 0x5\r\n\r\n`, 'invalid_content_length'],
  ['a list of lengths', `${OK}\r\nContent-Length: 5, 5\r\n\r\n`, 'invalid_content_length'],
  ['a length beyond 2^64', `${OK}\r\nContent-Length: 18446744073709551617\r\n\r\n`, 'invalid_content_length'],
  [
    'a length beyond what can be counted',
    `${OK}\r\nContent-Length: 9007199254740992\r\n\r\n`,
    'invalid_content_length',
  ],
  ['two lengths', `${OK}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n`, 'conflicting_lengths'],
  ['the same length twice', `${OK}\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n`, 'conflicting_lengths'],
  ['no length twice', `${OK}\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n`, 'conflicting_lengths'],
  ['a colon in a length', `${OK}\r\nContent-Length: 1:\r\n\r\n`, 'invalid_content_length'],
  [
    'chunks after a length',
    `${OK}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`,
    'conflicting_lengths',
  ],
  [
    'a length after chunks',
    `${OK}\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n`,
    'conflicting_lengths',
  ],
  ['a length in the trailers', `${CHUNKED}0\r\nContent-Length: 5\r\n\r\n`, 'conflicting_lengths'],
  ['an empty coding', `${OK}\r\nTransfer-Encoding: \r\n\r\n`, 'invalid_transfer_encoding'],
  ['a chunk without a size', `${CHUNKED}\r\n`, 'invalid_chunk_size'],
  ['a size that is no number', `${CHUNKED}g\r\n`, 'invalid_chunk_size'],
  ['a control character in a size', `${CHUNKED}\x15\r\nhello\r\n`, 'invalid_chunk_size'],
  ['a size with a prefix', `${CHUNKED}0x5\r\nhello`, 'invalid_chunk_size'],
  ['a space after the size', `${CHUNKED}5 \r\nhello`, 'invalid_chunk_size'],
  ['a size that a bare LF ends', `${CHUNKED}5\nhello`, 'invalid_chunk_size'],
  ['a size that a bare CR ends', `${CHUNKED}5\rhello`, 'invalid_chunk_size'],
  ['a size beyond what can be counted', `${CHUNKED}fffffffffffffffff\r\n`, 'invalid_chunk_size'],
  ['an empty extension', `${CHUNKED}5;\r\nhello`, 'invalid_chunk_extension'],
  ['a space in an extension', `${CHUNKED}5; a\r\nhello`, 'invalid_chunk_extension'],
  ['an extension with two values', `${CHUNKED}5;a=b=c\r\nhello`, 'invalid_chunk_extension'],
  ['more than a semicolon after a quoted value', `${CHUNKED}5;a="b"c\r\nhello`, 'invalid_chunk_extension'],
  ['a control character in a quoted value', `${CHUNKED}5;a="\0"\r\nhello`, 'invalid_chunk_extension'],
  ['a quoted value that is not closed', `${CHUNKED}5;a="b\r\nhello`, 'invalid_chunk_extension'],
  ['a chunk longer than its size', `${CHUNKED}5\r\nhello!\r\n`, 'invalid_chunk_end'],
  ['a chunk that a bare LF ends', `${CHUNKED}5\r\nhello\n`, 'invalid_chunk_end'],
  ['a chunk that a bare CR ends', `${CHUNKED}5\r\nhello\r0\r\n`, 'invalid_chunk_end'],
  ['an invalid name in the trailers', `${CHUNKED}0\r\nA B: x\r\n\r\n`, 'invalid_header_name'],
  [
    'an invalid value in a 1xx answer',
    `HTTP/1.1 100 -\r\nX: \0\r\n\r\n${OK}\r\n\r\n`,
    'invalid_header_value',
  ],
  [
    'an answer after a 1xx that said goodbye',
    `HTTP/1.1 100 -\r\nConnection: close\r\n\r\n\r\n${OK}`,
    'data_after_close',
  ],
  ['an answer after a 1xx of HTTP/1.0', `HTTP/1.0 100 -\r\n\r\n${OK}`, 'data_after_close'],
]

test.each(REFUSED)('refuses %s, cut anywhere', (_name, text, code) => {
  for (const lengths of waysToCut(text.length)) {
    expect(() => feedInPieces({ text }, lengths), `cut ${lengths}`).toThrow(expect.objectContaining({ code }))
  }
})

test.each(ACCEPTED)('takes no less than all of %s', (_name, given) => {
  // The connection may end a body without a length anywhere: only its head can be incomplete.
  const isEndedByClose = /Transfer-Encoding: chunked(, gzip|\t)|X: y/.test(given.text)
  const length = isEndedByClose ? given.text.indexOf('\r\n\r\n') + 4 : given.text.length
  for (let cut = 0; cut < length; cut += 1) {
    const text = given.text.slice(0, cut)
    expect(feedInPieces({ ...given, text }, [cut]), JSON.stringify(text)).toBeUndefined()
  }
})

test('says in a sentence what is wrong, without the value of a header', () => {
  const messages = REFUSED.flatMap(([, text]) => {
    try {
      feedInPieces({ text }, [text.length])
      return []
    } catch (error) {
      return [(error as Error).message]
    }
  })
  expect([...new Set(messages)].sort().join('\n')).toMatchInlineSnapshot(`
    "A chunk of the answer has an extension with "=" (0x3d) where it is not allowed.
    A chunk of the answer has an extension with "c" (0x63) where it is not allowed.
    A chunk of the answer has an extension with CR where it is not allowed.
    A chunk of the answer has an extension with NUL where it is not allowed.
    A chunk of the answer has an extension with a space where it is not allowed.
    A chunk of the answer is not followed by CR LF, but by "!" (0x21).
    A chunk of the answer is not followed by CR LF, but by "0" (0x30).
    A chunk of the answer is not followed by CR LF, but by LF.
    A header of the answer has a byte in its value that is not allowed: 0x1b.
    A header of the answer has a byte in its value that is not allowed: 0x7f.
    A header of the answer has a byte in its value that is not allowed: NUL.
    A header of the answer has an invalid name: after "" there is ":" (0x3a).
    A header of the answer has an invalid name: after "" there is 0xc4.
    A header of the answer has an invalid name: after "" there is LF.
    A header of the answer has an invalid name: after "A" there is a space.
    A header of the answer has an invalid name: after "a" there is "@" (0x40).
    A header of the answer has an invalid name: after "nothing" there is CR.
    A line in the head of the answer begins with white space: values of several lines are not allowed.
    A line in the head of the answer does not end in CR LF: there is "b" (0x62).
    A line in the head of the answer does not end in CR LF: there is CR.
    A line in the head of the answer does not end in CR LF: there is LF.
    The Content-Length of the answer is empty.
    The Content-Length of the answer is not a number of bytes: "+".
    The Content-Length of the answer is not a number of bytes: "-".
    The Content-Length of the answer is not a number of bytes: "0x".
    The Content-Length of the answer is not a number of bytes: "1 0".
    The Content-Length of the answer is not a number of bytes: "18446744073709551".
    The Content-Length of the answer is not a number of bytes: "1:".
    The Content-Length of the answer is not a number of bytes: "5,".
    The Content-Length of the answer is not a number of bytes: "9007199254740992".
    The Transfer-Encoding of the answer is empty.
    The answer has Content-Length and Transfer-Encoding: where it ends is not certain.
    The answer has Content-Length twice: where it ends is not certain.
    The answer is not HTTP: it begins with "SSH-2.0-Open".
    The answer is not HTTP: it begins with "http/1.1 200".
    The server sent bytes after an informational answer (1xx) that closes the connection.
    The size of a chunk of the answer ends in CR and "h" (0x68).
    The size of a chunk of the answer has "g" (0x67) in it.
    The size of a chunk of the answer has "x" (0x78) in it.
    The size of a chunk of the answer has 0x15 in it.
    The size of a chunk of the answer has CR in it.
    The size of a chunk of the answer has LF in it.
    The size of a chunk of the answer has a space in it.
    The size of a chunk of the answer is too large.
    The status code of the answer is followed by "0" (0x30), not by a space.
    The status code of the answer is followed by "O" (0x4f), not by a space.
    The status line of the answer has no code of three digits: "1.1  ".
    The status line of the answer has no code of three digits: "1.1 20 ".
    The status line of the answer has no version that can be read: "1.2".
    The status line of the answer has no version that can be read: "2 "."
  `)
})

test('counts what is left over, and does not use the connection again', () => {
  const text = `${OK}\r\nContent-Length: 2\r\n\r\nab`
  for (const rest of ['x', '\r\n', text]) {
    const answer = feedInPieces({ text: text + rest }, [text.length + rest.length])
    expect(answer).toMatchObject({ body: 'ab', receivedBytes: text.length, isReusable: false })
  }
  const refused = feedInPieces({ method: 'HEAD', text }, [text.length])
  expect(refused).toMatchObject({ body: '', receivedBytes: text.length - 2, isReusable: false })
})

test('does not use the connection again when bytes come after the answer', () => {
  const parser = new ResponseParser({ maxHeadBytes: 1000, maxBodyBytes: 1000 })
  parser.begin('GET')
  const answer = Buffer.from(`${OK}\r\nContent-Length: 0\r\n\r\n`)
  expect(parser.feed(answer, answer.length)).toBe(true)
  expect(parser.isReusable).toBe(true)
  expect(parser.feed(Buffer.from('x'), 1)).toBe(true)
  expect(parser.isReusable).toBe(false)
  expect(parser.receivedBytes).toBe(answer.length)
})

test('forgets an answer, whole or not, before the next one', () => {
  const parser = new ResponseParser({ maxHeadBytes: 1000, maxBodyBytes: 1000 })
  const half = Buffer.from(`${OK}\r\nConnection: close\r\nContent-Length: 9\r\n\r\nab`)
  const whole = Buffer.from(`HTTP/1.1 201 -\r\nContent-Length: 1\r\n\r\nc`)
  parser.begin('HEAD')
  expect(parser.end()).toBe(false)
  parser.begin('GET')
  expect(parser.feed(half, half.length)).toBe(false)
  expect(parser.end()).toBe(false)
  parser.begin('GET')
  expect(parser).toMatchObject({ status: 0, head: '', body: '', receivedBytes: 0 })
  expect(parser.feed(whole, whole.length)).toBe(true)
  expect(parser).toMatchObject({ status: 201, body: 'c', receivedBytes: whole.length, isReusable: true })
  expect(parser.end()).toBe(false)
  expect(parser.isReusable).toBe(false)
})
