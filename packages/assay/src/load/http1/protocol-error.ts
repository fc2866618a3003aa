/** What was wrong with an answer; stable, for a person to search and for a report to count. */
export type ProtocolErrorCode =
  | 'invalid_status_line'
  | 'invalid_version'
  | 'invalid_line_end'
  | 'invalid_header_name'
  | 'invalid_header_value'
  | 'folded_header'
  | 'invalid_content_length'
  | 'invalid_transfer_encoding'
  | 'conflicting_lengths'
  | 'invalid_chunk_size'
  | 'invalid_chunk_extension'
  | 'invalid_chunk_end'
  | 'chunk_line_too_large'
  | 'head_too_large'
  | 'trailers_too_large'
  | 'body_too_large'
  | 'too_many_informational'
  | 'data_after_close'

/**
 * An answer that is not valid HTTP/1.1, or larger than allowed. The connection it came from cannot
 * be used again: nobody knows where the next answer would begin.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly code: ProtocolErrorCode

  constructor(code: ProtocolErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

const NAMES: Readonly<Record<number, string>> = { 0: 'NUL', 9: 'a tab', 10: 'LF', 13: 'CR', 32: 'a space' }

/** One byte as a person reads it: `"x" (0x78)`, `CR`, or `0x07` when it cannot be printed. */
export function describeByte(byte: number): string {
  const code = `0x${byte.toString(16).padStart(2, '0')}`
  if (byte > 0x20 && byte < 0x7f) return `"${String.fromCharCode(byte)}" (${code})`
  return NAMES[byte] ?? code
}
