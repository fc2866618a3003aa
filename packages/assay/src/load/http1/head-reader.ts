import { IS_TOKEN, IS_VALUE } from './characters.ts'
import {
  conflictingLengths,
  emptyValue,
  foldedHeader,
  invalidContentLength,
  invalidLineEnd,
  invalidName,
  invalidStatusEnd,
  invalidValue,
} from './head-errors.ts'
import { HeadFacts } from './head-facts.ts'
import type { KnownHeads } from './known-heads.ts'
import {
  CONNECTION,
  CONTENT_LENGTH,
  endsChunked,
  hasClose,
  hasKeepAlive,
  headerKind,
  isKeepAlive,
  isSetCookie,
  ORDINARY,
  TRANSFER_ENCODING,
} from './special-header.ts'
import { LONGEST_STATUS_LINE_START, readStatusLine, usualStatus } from './status-line.ts'

// Constants of this module: those of another one are loaded each time they are used.
const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
const COLON = 0x3a

// Where in a head the next byte is.
const STATUS_LINE = 0
const AFTER_STATUS = 1
const REASON = 2
const LINE_END = 3
const LINE_START = 4
const NAME = 5
const BEFORE_VALUE = 6
const VALUE = 7
const LENGTH_DIGITS = 8
const AFTER_LENGTH = 9
const LAST_LINE_END = 10
const DONE = 11

/**
 * Reads the head of an answer, or the trailers of a chunked one, up to and including the empty line.
 * It can stop at any byte and go on later. What it accepts is what Node's own parser accepts.
 */
export class HeadReader {
  /** What the last head said, and the trailers behind it; complete when the section is. */
  facts = new HeadFacts()
  readonly #known: KnownHeads
  /** Whether nothing of the head has been looked at. */
  #isBeginning = false
  #isHead = true
  #phase = STATUS_LINE
  /** How many bytes of the section have been read. */
  #offset = 0
  /** Where the current name or value begins. */
  #mark = 0
  #kind = ORDINARY
  /** Set when a header that must have a value has none, until its line is known to be over. */
  #emptyKind = ORDINARY
  #length = 0

  constructor(known: KnownHeads) {
    this.#known = known
  }

  /** What was read of the last head stays until the next one turns out to be another. */
  beginHead(): void {
    this.#isBeginning = true
    this.#begin(STATUS_LINE)
  }

  /** Trailers keep what the head said, so that they are held against it. */
  beginTrailers(): void {
    this.facts = this.facts.copy()
    this.#begin(LINE_START)
  }

  /**
   * Goes on reading the section that begins at `start` of these bytes, all of it from its first byte
   * to `end`, also what has been read before. Answers where it ends, or -1 when bytes are missing.
   */
  read(bytes: Buffer, start: number, end: number): number {
    if (this.#isBeginning) {
      this.#isBeginning = false
      const known = this.#known.find(bytes, start, end)
      if (known !== undefined) {
        this.facts = known.facts
        return start + known.bytes.length
      }
      this.facts = new HeadFacts()
    }
    let position = start + this.#offset
    this.#mark += start
    while (position < end) {
      position = this.#step(bytes, position, end)
      if (this.#phase === DONE) {
        if (this.#isHead) this.#known.remember(bytes, start, position, this.facts)
        return position
      }
    }
    this.#mark -= start
    this.#offset = position - start
    return -1
  }

  #begin(phase: number): void {
    this.#isHead = phase === STATUS_LINE
    this.#phase = phase
    this.#offset = 0
    this.#mark = 0
    this.#kind = ORDINARY
    this.#emptyKind = ORDINARY
  }

  /** Reads at least one byte, and as many as belong together. */
  #step(bytes: Buffer, position: number, end: number): number {
    switch (this.#phase) {
      case STATUS_LINE:
        return this.#readStatusLine(bytes, position, end)
      case AFTER_STATUS:
        return this.#readAfterStatus(bytes, position)
      case REASON:
        return this.#readReason(bytes, position, end)
      case LINE_END:
        return this.#readLineFeed(bytes, position, LINE_START)
      case LINE_START:
        return this.#readLineStart(bytes, position, end)
      case NAME:
        return this.#readName(bytes, position, end)
      case BEFORE_VALUE:
        return this.#readBeforeValue(bytes, position, end)
      case VALUE:
        return this.#readValue(bytes, position, end)
      case LENGTH_DIGITS:
        return this.#readLengthDigits(bytes, position, end)
      case AFTER_LENGTH:
        return this.#readAfterLength(bytes, position, end)
      default:
        return this.#readLineFeed(bytes, position, DONE)
    }
  }

  #readStatusLine(bytes: Buffer, position: number, end: number): number {
    const start = position - this.#offset
    if (end - start >= LONGEST_STATUS_LINE_START) {
      const status = usualStatus(bytes, start)
      if (status >= 0) {
        this.facts.status = status
        this.facts.isVersion11 = true
        this.#phase = AFTER_STATUS
        return start + LONGEST_STATUS_LINE_START
      }
    }
    // A line this short is read again from its first byte when more of it has arrived.
    const text = bytes.toString('latin1', start, Math.min(end, start + LONGEST_STATUS_LINE_START))
    const line = readStatusLine(text)
    if (line === undefined) return end
    this.facts.status = line.status
    this.facts.isVersion11 = line.version === '1.1'
    this.#phase = AFTER_STATUS
    return start + line.length
  }

  #readAfterStatus(bytes: Buffer, position: number): number {
    const byte = bytes[position]!
    if (byte === SPACE) this.#phase = REASON
    else if (byte === CARRIAGE_RETURN) this.#phase = LINE_END
    else throw invalidStatusEnd(byte)
    return position + 1
  }

  /** The reason phrase may have any byte but those that end a line, as in Node. */
  #readReason(bytes: Buffer, position: number, end: number): number {
    let at = position
    while (at < end && bytes[at] !== CARRIAGE_RETURN && bytes[at] !== LINE_FEED) at += 1
    if (at === end) return at
    if (bytes[at] === LINE_FEED) throw invalidLineEnd(LINE_FEED)
    this.#phase = LINE_END
    return at + 1
  }

  #readLineFeed(bytes: Buffer, position: number, next: number): number {
    if (bytes[position] !== LINE_FEED) throw invalidLineEnd(bytes[position]!)
    this.#phase = next
    return position + 1
  }

  #readLineStart(bytes: Buffer, position: number, end: number): number {
    const byte = bytes[position]!
    if (byte === SPACE || byte === TAB) throw foldedHeader()
    if (this.#emptyKind !== ORDINARY) throw emptyValue(this.#emptyKind)
    if (byte === CARRIAGE_RETURN) {
      this.#phase = LAST_LINE_END
      return position + 1
    }
    return this.#readLines(bytes, position, end)
  }

  /** The fast way: over whole lines until one that is special, not all there, or not in order. */
  #readLines(bytes: Buffer, position: number, end: number): number {
    // Reading a constant of another module takes longer than reading a byte.
    const isToken = IS_TOKEN
    const isValue = IS_VALUE
    let line = position
    for (;;) {
      let at = line
      while (at < end && isToken[bytes[at]!] === 1) at += 1
      this.#mark = line
      this.#phase = NAME
      if (at === end || bytes[at] !== COLON) return at
      this.#endName(bytes, at)
      at += 1
      if (this.#kind !== ORDINARY) return at
      while (at < end && isValue[bytes[at]!] === 1) at += 1
      if (at + 2 >= end || bytes[at] !== CARRIAGE_RETURN || bytes[at + 1] !== LINE_FEED) return at
      line = at + 2
      if (isToken[bytes[line]!] !== 1) {
        this.#phase = LINE_START
        return line
      }
    }
  }

  #readName(bytes: Buffer, position: number, end: number): number {
    const isToken = IS_TOKEN
    let at = position
    while (at < end && isToken[bytes[at]!] === 1) at += 1
    if (at === end) return at
    if (bytes[at] !== COLON) throw invalidName(bytes, this.#mark, at)
    this.#endName(bytes, at)
    return at + 1
  }

  #endName(bytes: Buffer, colon: number): void {
    if (colon === this.#mark) throw invalidName(bytes, this.#mark, colon)
    this.#kind = headerKind(bytes, this.#mark, colon)
    if (this.#kind !== ORDINARY) this.#checkConflict()
    else if (isSetCookie(bytes, this.#mark, colon)) this.facts.setsCookie = true
    this.#phase = BEFORE_VALUE
  }

  #checkConflict(): void {
    const isConflict =
      (this.#kind === CONTENT_LENGTH && this.facts.hasTransferEncoding) ||
      (this.#kind === TRANSFER_ENCODING && this.facts.contentLength >= 0)
    if (isConflict) throw conflictingLengths('Content-Length and Transfer-Encoding')
  }

  #readBeforeValue(bytes: Buffer, position: number, end: number): number {
    let at = position
    while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at += 1
    if (at === end) return at
    this.#mark = at
    this.#phase = VALUE
    if (this.#kind !== ORDINARY) this.#beginSpecialValue(bytes[at]!)
    return at
  }

  #beginSpecialValue(byte: number): void {
    if (this.#kind === CONNECTION) return
    if (byte === CARRIAGE_RETURN) this.#emptyKind = this.#kind
    else if (this.#kind === CONTENT_LENGTH) this.#beginLength()
  }

  #beginLength(): void {
    if (this.facts.contentLength >= 0) throw conflictingLengths('Content-Length twice')
    this.#length = 0
    this.#phase = LENGTH_DIGITS
  }

  #readValue(bytes: Buffer, position: number, end: number): number {
    const isValue = IS_VALUE
    let at = position
    while (at < end && isValue[bytes[at]!] === 1) at += 1
    if (at === end) return at
    const byte = bytes[at]!
    if (byte === LINE_FEED) throw invalidLineEnd(byte)
    if (byte !== CARRIAGE_RETURN) throw invalidValue(byte)
    if (this.#kind !== ORDINARY && at > this.#mark) this.#takeValue(bytes, at)
    this.#phase = LINE_END
    return at + 1
  }

  #takeValue(bytes: Buffer, end: number): void {
    if (this.#kind === CONNECTION && isKeepAlive(bytes, this.#mark, end)) {
      this.facts.hasKeepAlive = true
      return
    }
    const value = bytes.toString('latin1', this.#mark, end)
    if (this.#kind === CONNECTION) {
      this.facts.hasClose ||= hasClose(value)
      this.facts.hasKeepAlive ||= hasKeepAlive(value)
    } else {
      // Of several such headers the last one says the last coding.
      this.facts.hasTransferEncoding = true
      this.facts.isChunked = endsChunked(value)
    }
  }

  #readLengthDigits(bytes: Buffer, position: number, end: number): number {
    let at = position
    while (at < end && bytes[at]! >= DIGIT_0 && bytes[at]! <= DIGIT_9) {
      this.#length = this.#length * 10 + bytes[at]! - DIGIT_0
      if (this.#length > Number.MAX_SAFE_INTEGER) throw invalidContentLength(bytes, this.#mark, at)
      at += 1
    }
    if (at < end) this.#phase = AFTER_LENGTH
    return at
  }

  #readAfterLength(bytes: Buffer, position: number, end: number): number {
    let at = position
    while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at += 1
    if (at === end) return at
    if (bytes[at] === LINE_FEED) throw invalidLineEnd(LINE_FEED)
    if (bytes[at] !== CARRIAGE_RETURN) throw invalidContentLength(bytes, this.#mark, at)
    this.facts.contentLength = this.#length
    this.#phase = LINE_END
    return at + 1
  }
}
