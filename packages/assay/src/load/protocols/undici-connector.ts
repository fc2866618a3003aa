import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import type { Target } from '../client/target.ts'
import type { Failure } from '../http1/connection.ts'
import { brokenBy, notOpenedBy } from '../http1/connection-failure.ts'

/** Why there is no connection. It has no `code`, so that undici does not try again by itself. */
class NotConnected extends Error {
  readonly failure: Failure

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause })
    this.failure = failure
  }
}

/** Opens the connections of an undici client to one target. */
export function undiciConnector(
  { endpoint }: Target,
  { isHttp2, timeoutMs }: { readonly isHttp2: boolean; readonly timeoutMs: number },
): buildConnector.connector {
  const { isSecure, isInsecureAllowed } = endpoint
  const isCleartextHttp2 = isHttp2 && !isSecure
  const connect = buildConnector({
    ...{ allowH2: isHttp2, preferH2: isHttp2, useH2c: isCleartextHttp2 },
    rejectUnauthorized: !isInsecureAllowed,
    timeout: timeoutMs,
  })
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error !== null) return callback(new NotConnected(notOpenedBy(error, isSecure), error), null)
      if (!isHttp2 || speaksHttp2(socket)) return callback(null, socket)
      // Whoever measures HTTP/2 must not be given figures of HTTP/1.1.
      socket.destroy()
      callback(new NotConnected({ kind: 'protocol', message: 'the server does not offer HTTP/2' }), null)
    })
}

/** What an error of an undici client means for a request. */
export function failureOf(error: Error): Failure {
  return error instanceof NotConnected ? error.failure : brokenBy(error)
}

/** As TLS has agreed, or as undici notes it of a connection without TLS. */
function speaksHttp2(socket: Socket | TLSSocket): boolean {
  return 'alpnProtocol' in socket && socket.alpnProtocol === 'h2'
}
