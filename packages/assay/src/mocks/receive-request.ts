import type { IncomingMessage } from 'node:http'
import { wallClockMs } from '../base/clock.ts'
import { hasBody, readBody } from './read-body.ts'
import type { Received, ReceivedBody } from './received.ts'

/** Calls when a request has arrived with its whole body, of which only so much is kept. */
export function receiveRequest(
  request: IncomingMessage,
  maxBodyBytes: number,
  onReceived: (received: Received) => void,
): void {
  if (!hasBody(request.rawHeaders)) onReceived(toReceived(request, undefined))
  else readBody(request, maxBodyBytes, (body) => onReceived(toReceived(request, body)))
}

function toReceived(request: IncomingMessage, body: ReceivedBody | undefined): Received {
  const target = pathOf(request.url ?? '/')
  const mark = target.indexOf('?')
  return {
    method: request.method ?? 'GET',
    path: mark === -1 ? target : target.slice(0, mark),
    search: mark === -1 ? '' : target.slice(mark + 1),
    rawHeaders: request.rawHeaders,
    body,
    receivedAtMs: wallClockMs(),
    pattern: undefined,
    status: undefined,
    fault: undefined,
  }
}

/** A client that takes the stub for a proxy sends a whole address. */
function pathOf(target: string): string {
  if (target.startsWith('/')) return target
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}
