import { ProtocolError } from './protocol-error.ts'

const PROTOCOLS = ['HTTP/', 'RTSP/', 'ICE/']
const VERSIONS = ['0.9', '1.0', '1.1', '2.0']
const VERSION_LENGTH = 3
const USUAL_BEGINNING = Buffer.from('HTTP/1.1 ')
const DIGIT_0 = 0x30
const REST = [/\d/, /\./, /\d/, / /, /\d/, /\d/, /\d/]

/** The most bytes that {@link readStatusLine} wants to see. */
export const LONGEST_STATUS_LINE_START = 12

/** The code of a line that begins `HTTP/1.1 200`, or -1 when it does not: made for speed, unlike {@link readStatusLine}. */
export function usualStatus(bytes: Buffer, start: number): number {
  const beginning = USUAL_BEGINNING
  for (let index = 0; index < beginning.length; index += 1) {
    if (bytes[start + index] !== beginning[index]) return -1
  }
  const hundreds = bytes[start + 9]! - DIGIT_0
  const tens = bytes[start + 10]! - DIGIT_0
  const ones = bytes[start + 11]! - DIGIT_0
  if (hundreds < 0 || hundreds > 9 || tens < 0 || tens > 9 || ones < 0 || ones > 9) return -1
  return hundreds * 100 + tens * 10 + ones
}

/** The beginning of a status line, up to the code. */
export interface StatusLineStart {
  readonly length: number
  readonly version: string
  readonly status: number
}

/**
 * Reads `HTTP/1.1 200`; undefined while the text, the first bytes of an answer, is too short for that.
 * The other protocols and versions are those that Node takes too.
 *
 * @throws ProtocolError at the first character that no longer fits
 */
export function readStatusLine(text: string): StatusLineStart | undefined {
  const protocol = PROTOCOLS.find((candidate) => text.startsWith(candidate))
  if (protocol === undefined) {
    if (PROTOCOLS.some((candidate) => candidate.startsWith(text))) return undefined
    throw new ProtocolError(
      'invalid_status_line',
      `The answer is not HTTP: it begins with ${JSON.stringify(text)}.`,
    )
  }
  const rest = text.slice(protocol.length, protocol.length + REST.length)
  for (const [index, character] of [...rest].entries()) checkCharacter(rest, index, character)
  if (rest.length < REST.length) return undefined
  const version = rest.slice(0, VERSION_LENGTH)
  return { length: protocol.length + REST.length, version, status: Number(rest.slice(VERSION_LENGTH + 1)) }
}

function checkCharacter(rest: string, index: number, character: string): void {
  const seen = rest.slice(0, index + 1)
  if (!REST[index]!.test(character)) {
    const isVersion = index <= VERSION_LENGTH
    throw isVersion ? invalidVersion(seen) : invalidStatus(seen)
  }
  if (index === VERSION_LENGTH - 1 && !VERSIONS.includes(seen)) throw invalidVersion(seen)
}

function invalidVersion(seen: string): ProtocolError {
  const message = `The status line of the answer has no version that can be read: ${JSON.stringify(seen)}.`
  return new ProtocolError('invalid_version', message)
}

function invalidStatus(seen: string): ProtocolError {
  const message = `The status line of the answer has no code of three digits: ${JSON.stringify(seen)}.`
  return new ProtocolError('invalid_status_line', message)
}
