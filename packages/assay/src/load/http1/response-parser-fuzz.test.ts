import { expect, test } from 'vitest'
import { createRandom, type Random } from '../../base/random.ts'
import { NodeClientParser, type Outcome } from './fixtures/node-parser.ts'
import { type RandomResponse, randomResponse } from './fixtures/random-response.ts'
import { headerValue } from './header-value.ts'
import { ProtocolError } from './protocol-error.ts'
import { ResponseParser } from './response-parser.ts'

// Node's own parser, driven as its HTTP client does, says what is right. Where this parser differs on purpose:
// - Limits: how many bytes a head, a body, or the line of a chunk has, and how many 1xx answers there are. The
//   answers here stay below them; `response-parser.test.ts` goes beyond.
// - A length above 2^53 - 1 cannot be counted exactly and is refused; Node counts to 2^64 - 1.
// - Bytes behind a complete answer: Node reports them as an error or not, as the network cuts them. Here the
//   answer is complete each time, and the connection is not used again.
// - Not used again, although Node would: a connection that has switched protocols (101), and one that sent
//   chunks over HTTP/1.0, which has none (RFC 9112, 6.1, asks for it: it is a way to smuggle answers).
//
// Another seed or more cases: ASSAY_FUZZ_SEED=x ASSAY_FUZZ_CASES=1000000

const seed = process.env['ASSAY_FUZZ_SEED'] ?? '1'
const caseCount = Number(process.env['ASSAY_FUZZ_CASES'] ?? 120_000)
const TIMEOUT_MS = 600_000
const LONG_BYTES = 1500
const LENGTHS_BEYOND_SAFE = /\d{16}|[\da-f]{14}/i

/** What must have been tried, in shares of all cases: without it, agreement would mean little. */
const FLOORS: Readonly<Record<string, number>> = {
  odd: 1 / 3,
  whole: 0.15,
  single_bytes: 0.15,
  complete: 0.3,
  complete_at_end: 0.03,
  incomplete: 0.01,
  rejected: 0.2,
  chunked: 0.05,
  trailers: 0.005,
  informational: 0.03,
  head_request: 0.03,
  many_headers: 0.005,
  left_over: 0.002,
  reusable: 0.02,
  not_reusable: 0.01,
  invalid_status_line: 0.01,
  invalid_version: 0.005,
  invalid_line_end: 0.01,
  invalid_header_name: 0.01,
  invalid_header_value: 0.01,
  folded_header: 0.005,
  invalid_content_length: 0.003,
  invalid_transfer_encoding: 0.0001,
  conflicting_lengths: 0.01,
  invalid_chunk_size: 0.002,
  invalid_chunk_extension: 0.005,
  invalid_chunk_end: 0.001,
  data_after_close: 0.005,
}

const node = new NodeClientParser()
const own = new ResponseParser({ maxHeadBytes: 2 ** 24, maxBodyBytes: Number.MAX_SAFE_INTEGER })
/** As of a socket: what it held before is behind what it holds now, and looks like the end of a head. */
const shared = Buffer.alloc(65_536, '\r\n')

test('takes and refuses what the parser of Node does', { timeout: TIMEOUT_MS }, () => {
  const counts = new Map<string, number>()
  for (let index = 0; index < caseCount; index += 1) {
    for (const kind of checkCase(index)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const short = Object.entries(FLOORS).filter(([kind, share]) => (counts.get(kind) ?? 0) < share * caseCount)
  expect(short.map(([kind]) => `${kind}: ${counts.get(kind) ?? 0} of ${caseCount}`)).toEqual([])
})

/** Holds both parsers against each other and answers what kind of case it was. */
function checkCase(index: number): string[] {
  const random = createRandom(`${seed}/${index}`)
  const response = randomResponse(random)
  const { bytes, method, isOdd } = response
  const pieces = cut(bytes, random)
  const actual = read(pieces, method)
  const expected = node.parse(cut(bytes, random), method)
  if (!isSame(actual, expected) && !isBeyondSafe(bytes, actual, expected))
    fail(index, response, { actual, expected })
  const kinds = [actual.kind, ...(isOdd ? ['odd'] : []), ...kindsOfCut(pieces, bytes)]
  if (actual.kind === 'rejected') kinds.push(actual.reason!)
  if (actual.kind !== 'complete') return kinds
  const end = { actual: ownEnd(response), expected: expectedEnd(response) }
  if (end.actual !== end.expected) fail(index, response, end)
  return [...kinds, end.actual, ...kindsOfAnswer(response)]
}

function fail(
  index: number,
  { method, bytes }: RandomResponse,
  difference: { actual: unknown; expected: unknown },
): never {
  const label = `ASSAY_FUZZ_SEED=${seed}, case ${index}: ${method} ${JSON.stringify(bytes.toString('latin1'))}`
  expect(difference.actual, label).toEqual(difference.expected)
  throw new Error(label)
}

/** Vitest's own comparison takes longer than both parsers. */
function isSame(actual: Outcome, expected: Outcome): boolean {
  return (
    actual.kind === expected.kind &&
    actual.status === expected.status &&
    actual.body === expected.body &&
    actual.rawHeaders?.join('\n') === expected.rawHeaders?.join('\n')
  )
}

/** What becomes of the connection after a complete answer that came in one piece. */
function ownEnd({ bytes, method }: RandomResponse): string {
  read([bytes], method)
  if (own.isReusable) return 'reusable'
  return own.receivedBytes < bytes.length ? 'left_over' : 'not_reusable'
}

/** The same in the eyes of Node, of as many bytes as the answer should have, with the exceptions from above. */
function expectedEnd({ bytes, method }: RandomResponse): string {
  const { receivedBytes, status, head } = own
  const ending = node.endsAt(bytes.subarray(0, receivedBytes), method)
  if (!ending.isComplete) return 'incomplete'
  if (receivedBytes < bytes.length) return 'left_over'
  const isWithoutBody = method === 'HEAD' || status === 204 || status === 304
  const isOld = !/^[A-Z]+\/1\.1/.test(head)
  const isOldChunked = isOld && !isWithoutBody && headerValue(head, 'transfer-encoding') !== undefined
  const isNotUsedAgain = isOldChunked || status === 101 || method === 'CONNECT'
  return ending.isKeptAlive && !isNotUsedAgain ? 'reusable' : 'not_reusable'
}

function read(pieces: readonly Buffer[], method: string): Outcome {
  try {
    return readPieces(pieces, method)
  } catch (error) {
    if (error instanceof ProtocolError) return { kind: 'rejected', reason: error.code }
    throw error
  }
}

function readPieces(pieces: readonly Buffer[], method: string): Outcome {
  own.begin(method)
  for (const piece of pieces) {
    piece.copy(shared)
    const isComplete = own.feed(shared, piece.length)
    shared.fill('\r\n', 0, piece.length)
    if (isComplete) return outcome('complete')
  }
  return own.end() ? outcome('complete_at_end') : { kind: 'incomplete' }
}

function outcome(kind: Outcome['kind']): Outcome {
  const lines = own.head.split('\r\n').slice(1)
  const rawHeaders = lines.flatMap((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')]
  })
  return { kind, status: own.status, rawHeaders, body: own.body }
}

function cut(bytes: Buffer, random: Random): Buffer[] {
  // Long answers in single bytes take most of the time and show nothing that short ones do not.
  const least = bytes.length > LONG_BYTES ? 40 : 1
  const most = random.pick([bytes.length, Math.ceil(bytes.length / 2), 40, least])
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = most === bytes.length ? most : random.integer(1, most)
    pieces.push(bytes.subarray(at, at + length))
    at += length
  }
  return pieces
}

function isBeyondSafe(bytes: Buffer, actual: Outcome, expected: Outcome): boolean {
  if (actual.kind !== 'rejected' || expected.kind === 'rejected') return false
  const isLength = actual.reason === 'invalid_content_length' || actual.reason === 'invalid_chunk_size'
  return isLength && LENGTHS_BEYOND_SAFE.test(bytes.toString('latin1'))
}

function kindsOfCut(pieces: readonly Buffer[], bytes: Buffer): string[] {
  if (pieces.length === 1) return ['whole']
  return pieces.length === bytes.length ? ['single_bytes'] : []
}

function kindsOfAnswer({ bytes, method }: RandomResponse): string[] {
  const text = bytes.toString('latin1')
  const isChunked = own.body !== '' && /chunked *$/i.test(headerValue(own.head, 'transfer-encoding') ?? '')
  const kinds = {
    head_request: method === 'HEAD',
    informational: /^\s*[A-Z]+\/\d\.\d 1(?!01)/.test(text),
    many_headers: own.head.split('\r\n').length > 33,
    chunked: isChunked,
    trailers: isChunked && /\r\n0+(;[^\r]*)?\r\n[A-Z][\w-]*:/.test(text),
  }
  return Object.entries(kinds).flatMap(([kind, isKind]) => (isKind ? [kind] : []))
}
