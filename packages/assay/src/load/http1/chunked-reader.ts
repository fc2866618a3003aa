import { AFTER_SEMICOLON, isExtensionEnd, nextExtensionPhase } from './chunk-extension.ts'
import { bodyTooLarge, chunkLineTooLarge } from './limit-errors.ts'
import { describeByte, ProtocolError } from './protocol-error.ts'

/** What a server may say about one chunk beside its bytes: as much as with Node. */
const MAX_CHUNK_LINE_BYTES = 16_384
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
const SEMICOLON = 0x3b
const LETTER_A = 0x61
const LETTER_F = 0x66

// Where in a chunk the next byte is.
const SIZE_START = 0
const SIZE = 1
const EXTENSION = 2
const LINE_END = 3
const DATA = 4
const DATA_RETURN = 5
const DATA_LINE_FEED = 6
const DONE = 7

/**
 * Reads a chunked body (RFC 9112, 7.1) up to and including the line of the last chunk, before the
 * trailers. It can stop at any byte and go on later.
 */
export class ChunkedReader {
  #body = ''
  readonly #maxBodyBytes: number
  #phase = SIZE_START
  /** Of the current chunk: all of it while its line is read, then what is missing. */
  #size = 0
  #lineBytes = 0
  #extensionPhase = AFTER_SEMICOLON

  constructor(maxBodyBytes: number) {
    this.#maxBodyBytes = maxBodyBytes
  }

  begin(): void {
    this.#body = ''
    this.#beginChunk()
  }

  /** Reads the next bytes, each once. Answers the position after the last chunk's line, or -1. */
  read(bytes: Buffer, from: number, end: number): number {
    let position = from
    while (position < end) {
      position = this.#step(bytes, position, end)
      if (this.#phase === DONE) return position
    }
    return -1
  }

  /** The bytes of all chunks, one latin1 character for each. They are forgotten here. */
  takeBody(): string {
    const body = this.#body
    this.#body = ''
    return body
  }

  #beginChunk(): void {
    this.#phase = SIZE_START
    this.#size = 0
    this.#lineBytes = 0
    this.#extensionPhase = AFTER_SEMICOLON
  }

  #step(bytes: Buffer, position: number, end: number): number {
    switch (this.#phase) {
      case SIZE_START:
      case SIZE:
        return this.#readSize(bytes, position, end)
      case EXTENSION:
        return this.#readExtension(bytes, position)
      case LINE_END:
        return this.#endLine(bytes, position)
      case DATA:
        return this.#readData(bytes, position, end)
      default:
        return this.#endData(bytes, position)
    }
  }

  #readSize(bytes: Buffer, position: number, end: number): number {
    let at = position
    let digit = 0
    while (at < end) {
      digit = hexadecimalDigit(bytes[at]!)
      if (digit < 0) break
      this.#size = this.#size * 16 + digit
      if (this.#size > Number.MAX_SAFE_INTEGER) throw invalidChunkSize('is too large')
      this.#phase = SIZE
      at += 1
    }
    this.#countLineBytes(at - position)
    if (at === end) return at
    this.#endSize(bytes[at]!)
    return at + 1
  }

  #endSize(byte: number): void {
    if (this.#phase === SIZE && byte === CARRIAGE_RETURN) this.#phase = LINE_END
    else if (this.#phase === SIZE && byte === SEMICOLON) this.#phase = EXTENSION
    else throw invalidChunkSize(`has ${describeByte(byte)} in it`)
  }

  #readExtension(bytes: Buffer, position: number): number {
    const byte = bytes[position]!
    if (isExtensionEnd(this.#extensionPhase, byte)) this.#phase = LINE_END
    else this.#extensionPhase = nextExtensionPhase(this.#extensionPhase, byte)
    this.#countLineBytes(1)
    return position + 1
  }

  #countLineBytes(count: number): void {
    this.#lineBytes += count
    if (this.#lineBytes > MAX_CHUNK_LINE_BYTES) throw chunkLineTooLarge(MAX_CHUNK_LINE_BYTES)
  }

  #endLine(bytes: Buffer, position: number): number {
    const byte = bytes[position]!
    if (byte !== LINE_FEED) throw invalidChunkSize(`ends in CR and ${describeByte(byte)}`)
    if (this.#body.length + this.#size > this.#maxBodyBytes) throw bodyTooLarge(this.#maxBodyBytes)
    this.#phase = this.#size === 0 ? DONE : DATA
    return position + 1
  }

  #readData(bytes: Buffer, position: number, end: number): number {
    const to = Math.min(end, position + this.#size)
    this.#body += bytes.toString('latin1', position, to)
    this.#size -= to - position
    if (this.#size === 0) this.#phase = DATA_RETURN
    return to
  }

  #endData(bytes: Buffer, position: number): number {
    const byte = bytes[position]!
    const isReturn = this.#phase === DATA_RETURN
    if (byte !== (isReturn ? CARRIAGE_RETURN : LINE_FEED)) {
      const message = `A chunk of the answer is not followed by CR LF, but by ${describeByte(byte)}.`
      throw new ProtocolError('invalid_chunk_end', message)
    }
    if (isReturn) this.#phase = DATA_LINE_FEED
    else this.#beginChunk()
    return position + 1
  }
}

function hexadecimalDigit(byte: number): number {
  if (byte >= DIGIT_0 && byte <= DIGIT_9) return byte - DIGIT_0
  const letter = byte | 0x20
  return letter >= LETTER_A && letter <= LETTER_F ? letter - LETTER_A + 10 : -1
}

function invalidChunkSize(what: string): ProtocolError {
  return new ProtocolError('invalid_chunk_size', `The size of a chunk of the answer ${what}.`)
}
