/** Any header that decides neither where an answer ends nor whether the connection stays. */
export const ORDINARY = 0
/** `Content-Length` */
export const CONTENT_LENGTH = 1
/** `Transfer-Encoding` */
export const TRANSFER_ENCODING = 2
/** `Connection`, and what some proxies send for it: `Proxy-Connection`. */
export const CONNECTION = 3

const CONNECTION_NAME = Buffer.from('connection')
const CONTENT_LENGTH_NAME = Buffer.from('content-length')
const PROXY_CONNECTION_NAME = Buffer.from('proxy-connection')
const SET_COOKIE_NAME = Buffer.from('set-cookie')
const TRANSFER_ENCODING_NAME = Buffer.from('transfer-encoding')
const KEEP_ALIVE = Buffer.from('keep-alive')

const CLOSE_OPTION = /(?:^|,)[ \t]*close[ \t]*(?:,|$)/i
const KEEP_ALIVE_OPTION = /(?:^|,)[ \t]*keep-alive[ \t]*(?:,|$)/i
/** A tab behind it makes it another coding for Node, and so here. */
const CHUNKED_LAST = /(?:^|,)[ \t]*chunked *$/i

/** Which of the special headers the bytes `from` to `to` name, in any case. */
export function headerKind(bytes: Buffer, from: number, to: number): number {
  switch (to - from) {
    case 10:
      return matches(bytes, from, CONNECTION_NAME) ? CONNECTION : ORDINARY
    case 14:
      return matches(bytes, from, CONTENT_LENGTH_NAME) ? CONTENT_LENGTH : ORDINARY
    case 16:
      return matches(bytes, from, PROXY_CONNECTION_NAME) ? CONNECTION : ORDINARY
    case 17:
      return matches(bytes, from, TRANSFER_ENCODING_NAME) ? TRANSFER_ENCODING : ORDINARY
    default:
      return ORDINARY
  }
}

/** Whether the bytes name `Set-Cookie`. */
export function isSetCookie(bytes: Buffer, from: number, to: number): boolean {
  return to - from === SET_COOKIE_NAME.length && matches(bytes, from, SET_COOKIE_NAME)
}

/** Whether a `Connection` header is just `keep-alive`: by far the most common one. */
export function isKeepAlive(bytes: Buffer, from: number, to: number): boolean {
  return to - from === KEEP_ALIVE.length && matches(bytes, from, KEEP_ALIVE)
}

/** Whether the options of a `Connection` header have `close` among them. */
export function hasClose(value: string): boolean {
  return CLOSE_OPTION.test(value)
}

/** Whether the options of a `Connection` header have `keep-alive` among them. */
export function hasKeepAlive(value: string): boolean {
  return KEEP_ALIVE_OPTION.test(value)
}

/** Whether the last coding of a `Transfer-Encoding` header is `chunked`. */
export function endsChunked(value: string): boolean {
  return CHUNKED_LAST.test(value)
}

/** All names here are letters and hyphens, which bit 0x20 makes lower case or leaves as they are. */
function matches(bytes: Buffer, from: number, expected: Buffer): boolean {
  for (let index = 0; index < expected.length; index += 1) {
    if ((bytes[from + index]! | 0x20) !== expected[index]) return false
  }
  return true
}
