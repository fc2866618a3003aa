import { describeByte, ProtocolError } from './protocol-error.ts'
import { CONTENT_LENGTH } from './special-header.ts'

// What can be wrong with a head, in sentences. None of them shows the value of a header that may be secret.

const LONGEST_EXCERPT = 40

/** The byte behind the status code is neither a space nor the end of the line. */
export function invalidStatusEnd(byte: number): ProtocolError {
  const message = `The status code of the answer is followed by ${describeByte(byte)}, not by a space.`
  return new ProtocolError('invalid_status_line', message)
}

/** A line ends in a bare CR or a bare LF. */
export function invalidLineEnd(byte: number): ProtocolError {
  const message = `A line in the head of the answer does not end in CR LF: there is ${describeByte(byte)}.`
  return new ProtocolError('invalid_line_end', message)
}

/** A value goes on in the next line (obs-fold), which RFC 9112 has done away with. */
export function foldedHeader(): ProtocolError {
  const message =
    'A line in the head of the answer begins with white space: values of several lines are not allowed.'
  return new ProtocolError('folded_header', message)
}

/** The byte at `at` ends the name that begins at `from`, and is no colon, or there is no name. */
export function invalidName(bytes: Buffer, from: number, at: number): ProtocolError {
  const name = JSON.stringify(excerpt(bytes, from, at))
  const message = `A header of the answer has an invalid name: after ${name} there is ${describeByte(bytes[at]!)}.`
  return new ProtocolError('invalid_header_name', message)
}

/** A control character in a value. */
export function invalidValue(byte: number): ProtocolError {
  const message = `A header of the answer has a byte in its value that is not allowed: ${describeByte(byte)}.`
  return new ProtocolError('invalid_header_value', message)
}

/** A header of this kind must say something. */
export function emptyValue(kind: number): ProtocolError {
  if (kind === CONTENT_LENGTH) {
    return new ProtocolError('invalid_content_length', 'The Content-Length of the answer is empty.')
  }
  return new ProtocolError('invalid_transfer_encoding', 'The Transfer-Encoding of the answer is empty.')
}

/** The byte at `at` makes what begins at `from` something else than a number, or too large. */
export function invalidContentLength(bytes: Buffer, from: number, at: number): ProtocolError {
  const seen = JSON.stringify(excerpt(bytes, from, at + 1))
  return new ProtocolError(
    'invalid_content_length',
    `The Content-Length of the answer is not a number of bytes: ${seen}.`,
  )
}

/** Two headers say where the answer ends: request smuggling is made of that. */
export function conflictingLengths(what: string): ProtocolError {
  return new ProtocolError('conflicting_lengths', `The answer has ${what}: where it ends is not certain.`)
}

function excerpt(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', Math.max(from, to - LONGEST_EXCERPT), to)
}
