import { ProtocolError } from './protocol-error.ts'

// What a server may not do at length, in sentences.

/** The head of an answer, or the blank lines before it. */
export function headTooLarge(maxHeadBytes: number): ProtocolError {
  const message = `The head of the answer has more than the ${maxHeadBytes} bytes that are allowed.`
  return new ProtocolError('head_too_large', message)
}

/** The headers behind a chunked body. */
export function trailersTooLarge(maxHeadBytes: number): ProtocolError {
  const message = `The trailers of the answer have more than the ${maxHeadBytes} bytes that are allowed.`
  return new ProtocolError('trailers_too_large', message)
}

/** A body, by what its length says or by what has arrived. */
export function bodyTooLarge(maxBodyBytes: number): ProtocolError {
  const message = `The body of the answer has more than the ${maxBodyBytes} bytes that are allowed.`
  return new ProtocolError('body_too_large', message)
}

/** The size and the extensions of one chunk. */
export function chunkLineTooLarge(maxLineBytes: number): ProtocolError {
  const message = `A chunk of the answer begins with a line of more than ${maxLineBytes} bytes.`
  return new ProtocolError('chunk_line_too_large', message)
}

/** One 1xx answer after the other, and never the final one. */
export function tooManyInformational(maxCount: number): ProtocolError {
  const message = `The server sent more than ${maxCount} informational answers (1xx) to one request.`
  return new ProtocolError('too_many_informational', message)
}

/** More than blank lines after a 1xx answer that says the connection will be closed. */
export function dataAfterClose(): ProtocolError {
  const message = 'The server sent bytes after an informational answer (1xx) that closes the connection.'
  return new ProtocolError('data_after_close', message)
}
