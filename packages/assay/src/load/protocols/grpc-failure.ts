import type { Failure } from '../http1/connection.ts'

/** The status of a call as the library gives it, be it the server's or one of its own making. */
export interface GrpcStatus {
  readonly code: number
  readonly details: string
}

const [CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE] = [1, 4, 8, 13, 14]

/** The library's own words for a connection it has lost, or for what came over it and is no answer. */
const DROPPED = /^(Connection dropped|Stream refused by server|read E|write E|Channel closed|Call cancelled)/
const REFUSED = /No connection established|^Channel closed before call|Subchannel not ready/
const UNREADABLE =
  /^(Response message parsing error|Received message larger than max|Unhandled stream message)/

/**
 * Why there is no answer, or nothing when the status is the server's. The library tells of a lost
 * connection by the same codes as a server of its troubles; only the words differ.
 */
export function grpcFailure({ code, details }: GrpcStatus, isSecure: boolean): Failure | undefined {
  // Server and client share the deadline: whoever sees it pass first, the answer did not come in time.
  if (code === DEADLINE_EXCEEDED) return { kind: 'timeout', message: details }
  if (UNREADABLE.test(details) && (code === INTERNAL || code === RESOURCE_EXHAUSTED)) {
    return { kind: 'protocol', message: details }
  }
  if (code === UNAVAILABLE) return unavailable(details, isSecure)
  const isReset = code === INTERNAL && details.startsWith('Received RST_STREAM')
  if (isReset || (code === CANCELLED && DROPPED.test(details))) return { kind: 'reset', message: details }
  return undefined
}

function unavailable(details: string, isSecure: boolean): Failure | undefined {
  if (details.startsWith('Name resolution failed')) return { kind: 'name', message: details }
  if (REFUSED.test(details)) {
    const isNetwork = /\bE(CONN|HOST|NET|ADDR|TIMEDOUT)/.test(details)
    return { kind: isSecure && !isNetwork ? 'tls' : 'refused', message: details }
  }
  return DROPPED.test(details) ? { kind: 'reset', message: details } : undefined
}
