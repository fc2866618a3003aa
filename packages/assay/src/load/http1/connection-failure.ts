import type { Failure } from './connection.ts'

/** What kept a connection from opening, as the codes of the system and of OpenSSL tell it. */
export function notOpenedBy(error: NodeJS.ErrnoException, isSecure: boolean): Failure {
  const { code = '' } = error
  // Several addresses that all failed are an error without a message of its own.
  const message = error.message || code
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'name', message }
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') return { kind: 'timeout', message }
  const isNetwork = /^E(CONN|HOST|NET|ADDR|MFILE|NFILE|NOBUFS|PIPE|ACCES|PERM)/.test(code)
  if (isSecure && (!isNetwork || code === 'ECONNRESET')) return { kind: 'tls', message }
  return { kind: code === 'ECONNRESET' ? 'reset' : 'refused', message }
}

const PROTOCOL = /^(HPE_|WS_ERR_|ERR_HTTP2_ERROR|UND_ERR_(RES_|HEADERS_OVERFLOW))/
const SCENARIO = /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED)/

/** What ended an open connection, or one exchange on it, before its answer was complete. */
export function brokenBy(error: NodeJS.ErrnoException): Failure {
  const { code = '', message } = error
  if (code === 'ETIMEDOUT') return { kind: 'timeout', message }
  if (SCENARIO.test(code)) return { kind: 'scenario', message }
  const isProtocol = PROTOCOL.test(code) || /NGHTTP2_(PROTOCOL|COMPRESSION|FRAME_SIZE)_ERROR/.test(message)
  return { kind: isProtocol ? 'protocol' : 'reset', message: message || code }
}
