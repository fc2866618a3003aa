import type { Duplex } from 'node:stream'
import { describeValue } from '../openapi/json.ts'
import type { HandlerContext } from './request-handler.ts'

/** What the parser of HTTP tells of bytes that it does not understand. */
interface ParseError extends Error {
  readonly code?: string
  readonly rawPacket?: Uint8Array
}

/** Answers what is not HTTP, and notes it: a client that sends it is broken. */
export function onMalformed({
  name,
  unexpected,
}: Pick<HandlerContext, 'name' | 'unexpected'>): (error: ParseError, socket: Duplex) => void {
  return (error, socket) => {
    const isMalformed = error.code?.startsWith('HPE_') === true && error.code !== 'HPE_INVALID_EOF_STATE'
    // Anything else is a client that went away, in the middle of a request or not, or took too long.
    if (!isMalformed || !socket.writable) {
      socket.destroy()
      return
    }
    const start = Buffer.from(error.rawPacket ?? []).toString('latin1', 0, 80)
    const message = `Stub "${name}" received what is not HTTP: ${error.message} (${error.code}).\n  it begins with ${describeValue(start)}`
    unexpected.add({ reason: 'malformed', message, near: [], request: undefined })
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy())
  }
}
