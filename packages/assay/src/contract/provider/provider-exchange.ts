import { redactBody, redactHeaders } from '../../http/redact.ts'
import type { Exchange } from '../../model/exchange.ts'
import { formatOf, parseContentType } from '../matching/content-type.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import type { Sent } from './send-request.ts'

/** A request to a provider and what came of it. */
export interface ProviderCall {
  readonly service: string
  readonly url: string
  readonly traceId: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly durationMs: number
  readonly request: OutgoingRequest
  readonly sent: Sent
}

/** The call as it may be kept: bodies bounded, secrets removed. */
export function toExchange(call: ProviderCall): Exchange {
  const { service, url, traceId, startedAt, durationMs, request, sent } = call
  const answer = 'answer' in sent ? sent.answer : undefined
  const requestHeaders = Object.entries(request.headers)
  const responseHeaders = Object.entries(answer?.headers ?? {}).map(([name, values]): [string, string] => [
    name,
    values.join(', '),
  ])
  return {
    service,
    method: request.method,
    url,
    requestId: request.headers['x-request-id'] ?? '',
    traceId,
    startedAt,
    durationMs,
    requestHeaders: redactHeaders(requestHeaders),
    requestBody: shownBody(request.body, request.headers['content-type']),
    status: answer?.status,
    responseHeaders: redactHeaders(responseHeaders),
    responseBody: shownBody(answer?.body, answer?.headers['content-type']?.[0]),
    error: 'none' in sent ? sent.none.detail : undefined,
  }
}

/** Bytes that are no text are only counted. */
function shownBody(body: Uint8Array | undefined, contentType: string | undefined): string | undefined {
  if (body === undefined || body.length === 0) return undefined
  const format = formatOf(parseContentType(contentType ?? ''))
  if (contentType !== undefined && format === 'binary') return `(${body.length} bytes)`
  const shown = redactBody(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  // A copy: the beginning of a text keeps all of it in memory, and exchanges are kept to the end of a run.
  return shown === undefined ? undefined : Buffer.from(shown).toString()
}
