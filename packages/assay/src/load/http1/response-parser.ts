import { ByteCollector } from './byte-collector.ts'
import { ChunkedReader } from './chunked-reader.ts'
import { HeadReader } from './head-reader.ts'
import { KnownHeads } from './known-heads.ts'
import {
  bodyTooLarge,
  dataAfterClose,
  headTooLarge,
  tooManyInformational,
  trailersTooLarge,
} from './limit-errors.ts'

/** How much an answer may have. A larger one is an error: nothing that arrives is without a bound. */
export interface ParserLimits {
  /** Of the status line and the headers, and again of the trailers. */
  readonly maxHeadBytes: number
  /** Of the body, without chunk framing. A text, and so a body, cannot be longer than 512 MiB. */
  readonly maxBodyBytes: number
  /** Whether nobody reads `head` and `body`, which then stay empty. Default: somebody does. */
  readonly isContentIgnored?: boolean
}

/** `100 Continue` and the like before one answer; a server that sends more is in a loop. */
const MAX_INFORMATIONAL = 100
/** CR LF of the last line, and the empty line. */
const HEAD_END_LENGTH = 4
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const SWITCHING_PROTOCOLS = 101
const NO_CONTENT = 204
const NOT_MODIFIED = 304

// What the next byte belongs to.
const BEFORE_HEAD = 0
const HEAD = 1
const AFTER_GOODBYE = 2
const SIZED_BODY = 3
const CHUNKED_BODY = 4
const TRAILERS = 5
const UNSIZED_BODY = 6
const COMPLETE = 7

/**
 * Reads the answer to one request at a time from the bytes of a keep-alive HTTP/1.1 connection, in
 * place when an answer arrives whole. It accepts and rejects what Node's own client does
 * (`response-parser-fuzz.test.ts` has the exceptions).
 *
 * @example
 * parser.begin('GET')
 * socket.write(request)
 * // for each read:
 * if (parser.feed(buffer, length)) use(parser.status, parser.body)
 */
export class ResponseParser {
  readonly #limits: ParserLimits
  readonly #head: HeadReader
  readonly #chunks: ChunkedReader
  /** The section that is being read, from its first byte, when it has not arrived whole. */
  readonly #collected = new ByteCollector()
  #phase = COMPLETE
  #hasNoBody = false
  #isTunnel = false
  /** Where the section that is being read begins in the bytes it is read from. */
  #start = 0
  #headLength = 0
  #sizedLength = 0
  #blankBytes = 0
  #informationalCount = 0
  #text = ''
  #body = ''
  #receivedBytes = 0
  #isReusable = false

  /** `known` may be shared with the parsers of other connections to the same target. */
  constructor(limits: ParserLimits, known = new KnownHeads()) {
    this.#limits = limits
    this.#head = new HeadReader(known)
    this.#chunks = new ChunkedReader(limits.maxBodyBytes)
  }

  /** 0 until the head is complete. */
  get status(): number {
    return this.#headLength === 0 ? 0 : this.#head.facts.status
  }

  /** Whether any header is `Set-Cookie`. */
  get setsCookie(): boolean {
    return this.#head.facts.setsCookie
  }

  /** The head of the final answer, one latin1 character per byte: the status line and the headers, lines joined by CR LF. */
  get head(): string {
    return this.#text.slice(0, this.#headLength - HEAD_END_LENGTH)
  }

  /** The bytes of the body, one latin1 character for each, without chunk framing. */
  get body(): string {
    return this.#body
  }

  /** Bytes of the whole answer as received: with 1xx answers, chunk framing and trailers. */
  get receivedBytes(): number {
    return this.#receivedBytes
  }

  /** Whether the connection may carry another request: kept alive by both, and nothing is left over. */
  get isReusable(): boolean {
    return this.#isReusable
  }

  /** Before each request is written: forgets the last answer. The method decides whether a body can follow. */
  begin(method: string): void {
    this.#hasNoBody = method === 'HEAD'
    this.#isTunnel = method === 'CONNECT'
    this.#informationalCount = 0
    this.#headLength = 0
    this.#text = ''
    this.#body = ''
    this.#receivedBytes = 0
    this.#isReusable = false
    this.#collected.clear()
    this.#beginHead()
  }

  /**
   * Takes the next `length` bytes of `buffer`, which is the caller's again after the call. True once
   * the answer is complete.
   *
   * @throws ProtocolError when the answer is not valid or too large; the connection is useless then
   */
  feed(buffer: Buffer, length: number): boolean {
    this.#receivedBytes += length
    switch (this.#phase) {
      case SIZED_BODY:
        return this.#readSizedBody(buffer, length)
      case CHUNKED_BODY:
        return this.#readChunks(buffer, 0, length)
      case UNSIZED_BODY:
        return this.#readUnsizedBody(buffer, length)
      case COMPLETE:
        return this.#takeLeftOver(length)
      default:
        return this.#readSection(buffer, length)
    }
  }

  /**
   * The peer has ended the connection. True when that completes the answer (a body without a length),
   * false when it was incomplete, had not begun, or was complete before.
   */
  end(): boolean {
    this.#isReusable = false
    if (this.#phase !== UNSIZED_BODY) return false
    this.#start = 0
    this.#complete(this.#collected.bytes, this.#collected.length, this.#collected.length)
    this.#isReusable = false
    return true
  }

  #beginHead(): void {
    this.#phase = BEFORE_HEAD
    this.#blankBytes = 0
    this.#head.beginHead()
  }

  /** A head or trailers: in place when they begin in this buffer, else behind what has been collected. */
  #readSection(buffer: Buffer, length: number): boolean {
    if (this.#collected.length === 0) return this.#readOn(buffer, 0, length)
    this.#collected.append(buffer, 0, length)
    return this.#readOn(this.#collected.bytes, 0, this.#collected.length)
  }

  #readOn(bytes: Buffer, start: number, end: number): boolean {
    this.#start = start
    if (this.#phase === TRAILERS) return this.#readTrailers(bytes, end)
    if (this.#phase === AFTER_GOODBYE) return this.#skipAfterGoodbye(bytes, end)
    return this.#readHead(bytes, end)
  }

  #readHead(bytes: Buffer, end: number): boolean {
    if (this.#phase === BEFORE_HEAD && !this.#skipBlankBytes(bytes, end)) return false
    const headEnd = this.#readHeadEnd(bytes, end)
    if (headEnd < 0) return false
    this.#headLength = headEnd - this.#start
    if (this.#isInformational()) return this.#skipInformational(bytes, headEnd, end)
    return this.#startBody(bytes, headEnd, end)
  }

  /** Node lets an answer begin with empty lines. */
  #skipBlankBytes(bytes: Buffer, end: number): boolean {
    const first = this.#start
    while (this.#start < end && isLineEnd(bytes[this.#start]!)) this.#start += 1
    this.#blankBytes += this.#start - first
    if (this.#blankBytes > this.#limits.maxHeadBytes) throw headTooLarge(this.#limits.maxHeadBytes)
    if (this.#start === end) {
      this.#collected.clear()
      return false
    }
    this.#phase = HEAD
    return true
  }

  /** The end of a head or of trailers, or -1 when bytes are missing, and those there are have been collected. */
  #readHeadEnd(bytes: Buffer, end: number): number {
    const { maxHeadBytes } = this.#limits
    const allowedEnd = this.#start + maxHeadBytes
    const sectionEnd = this.#head.read(bytes, this.#start, Math.min(end, allowedEnd))
    if (sectionEnd >= 0) return sectionEnd
    if (end > allowedEnd) {
      throw this.#phase === TRAILERS ? trailersTooLarge(maxHeadBytes) : headTooLarge(maxHeadBytes)
    }
    this.#collected.replace(bytes, this.#start, end)
    return -1
  }

  #isInformational(): boolean {
    const { status } = this.#head.facts
    return status >= 100 && status < 200 && status !== SWITCHING_PROTOCOLS && !this.#isTunnel
  }

  #skipInformational(bytes: Buffer, position: number, end: number): boolean {
    this.#informationalCount += 1
    if (this.#informationalCount > MAX_INFORMATIONAL) throw tooManyInformational(MAX_INFORMATIONAL)
    const isGoodbye = !this.#head.facts.isKeptAlive
    this.#beginHead()
    this.#start = position
    if (!isGoodbye) return this.#readHead(bytes, end)
    this.#phase = AFTER_GOODBYE
    return this.#skipAfterGoodbye(bytes, end)
  }

  /** A server that says goodbye in a 1xx answer will not send the final one. */
  #skipAfterGoodbye(bytes: Buffer, end: number): boolean {
    if (this.#skipBlankBytes(bytes, end)) throw dataAfterClose()
    return false
  }

  #startBody(bytes: Buffer, position: number, end: number): boolean {
    const head = this.#head.facts
    if (this.#isWithoutBody()) return this.#complete(bytes, position, end)
    if (head.isChunked) {
      if (this.#limits.isContentIgnored !== true) this.#text = bytes.toString('latin1', this.#start, position)
      this.#phase = CHUNKED_BODY
      this.#chunks.begin()
      return this.#readChunks(bytes, position, end)
    }
    const { maxBodyBytes } = this.#limits
    if (head.contentLength < 0) {
      if (end - position > maxBodyBytes) throw bodyTooLarge(maxBodyBytes)
      this.#collected.replace(bytes, this.#start, end)
      this.#phase = UNSIZED_BODY
      return false
    }
    if (head.contentLength > maxBodyBytes) throw bodyTooLarge(maxBodyBytes)
    const bodyEnd = position + head.contentLength
    if (bodyEnd <= end) return this.#complete(bytes, bodyEnd, end)
    this.#collected.replace(bytes, this.#start, end)
    this.#sizedLength = this.#headLength + head.contentLength
    this.#phase = SIZED_BODY
    return false
  }

  #isWithoutBody(): boolean {
    const { status } = this.#head.facts
    if (this.#hasNoBody || this.#isTunnel) return true
    return status === NO_CONTENT || status === NOT_MODIFIED || status === SWITCHING_PROTOCOLS
  }

  #readSizedBody(buffer: Buffer, length: number): boolean {
    const taken = Math.min(length, this.#sizedLength - this.#collected.length)
    this.#collected.append(buffer, 0, taken)
    if (this.#collected.length < this.#sizedLength) return false
    this.#start = 0
    return this.#complete(this.#collected.bytes, this.#sizedLength, this.#sizedLength + length - taken)
  }

  #readUnsizedBody(buffer: Buffer, length: number): boolean {
    const { maxBodyBytes } = this.#limits
    if (this.#collected.length - this.#headLength + length > maxBodyBytes) throw bodyTooLarge(maxBodyBytes)
    this.#collected.append(buffer, 0, length)
    return false
  }

  #readChunks(bytes: Buffer, position: number, end: number): boolean {
    const chunksEnd = this.#chunks.read(bytes, position, end)
    if (chunksEnd < 0) return false
    this.#phase = TRAILERS
    this.#head.beginTrailers()
    this.#start = chunksEnd
    return this.#readTrailers(bytes, end)
  }

  #readTrailers(bytes: Buffer, end: number): boolean {
    const answerEnd = this.#readHeadEnd(bytes, end)
    if (answerEnd < 0) return false
    this.#body = this.#chunks.takeBody()
    this.#conclude(end - answerEnd)
    // HTTP/1.0 has no chunks, and trailers may name another coding: whoever forwarded this answer may
    // have seen another end (RFC 9112, 6.1).
    if (!this.#head.facts.isVersion11 || !this.#head.facts.isChunked) this.#isReusable = false
    return true
  }

  /** One string for head and body is the fastest: both are slices of it. */
  #complete(bytes: Buffer, answerEnd: number, end: number): boolean {
    if (this.#limits.isContentIgnored !== true) {
      this.#text = bytes.toString('latin1', this.#start, answerEnd)
      this.#body = this.#text.slice(this.#headLength)
    }
    return this.#conclude(end - answerEnd)
  }

  #conclude(leftOver: number): boolean {
    this.#receivedBytes -= leftOver
    const isOtherProtocol = this.#isTunnel || this.#head.facts.status === SWITCHING_PROTOCOLS
    this.#isReusable = leftOver === 0 && this.#head.facts.isKeptAlive && !isOtherProtocol
    this.#phase = COMPLETE
    this.#collected.clear()
    return true
  }

  #takeLeftOver(length: number): boolean {
    this.#receivedBytes -= length
    if (length > 0) this.#isReusable = false
    return true
  }
}

function isLineEnd(byte: number): boolean {
  return byte === CARRIAGE_RETURN || byte === LINE_FEED
}
