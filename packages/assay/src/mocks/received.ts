import { isJsonType } from '../openapi/media-type.ts'
import { parametersIn, type Segment } from '../openapi/path-template.ts'
import type { AnswerFault } from './answer.ts'
import type { RoutePattern } from './route-pattern.ts'

/** A request as a stub received it. */
export interface ReceivedRequest {
  readonly method: string
  /** Without the query, as it was sent: still percent-encoded. */
  readonly path: string
  /** The values of the parameters of the route, decoded; what `*` stood for is named `*`. */
  readonly params: Readonly<Record<string, string>>
  /** Decoded; a name that came more than once has all its values. */
  readonly query: Readonly<Record<string, string | readonly string[]>>
  /** By name in lower case; values of a header that came more than once are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed when it was JSON, text otherwise; `undefined` when there was none. */
  readonly body: unknown
  /** The body as it was sent, as far as it was kept. */
  readonly bytes: Uint8Array
  /** Whether the body was larger than what is kept of it; it is then never parsed. */
  readonly truncated: boolean
  readonly receivedAt: Date
}

/** A request a stub received, and what became of it. */
export interface Call extends ReceivedRequest {
  /** The route that answered; `undefined` when none did. */
  readonly route: string | undefined
  /** `undefined` while there is no answer, and after a fault that gives none. */
  readonly status: number | undefined
  readonly fault: AnswerFault | undefined
}

/** What is kept of a body. */
export interface ReceivedBody {
  readonly bytes: Uint8Array
  readonly isTruncated: boolean
}

/**
 * A request as it is kept: nothing parsed until somebody asks, for a stub receives many thousands
 * of requests of which a test looks at a few.
 */
export interface Received {
  readonly method: string
  readonly path: string
  /** What follows the question mark. */
  readonly search: string
  readonly rawHeaders: readonly string[]
  readonly body: ReceivedBody | undefined
  readonly receivedAtMs: number
  pattern: RoutePattern | undefined
  status: number | undefined
  fault: AnswerFault | undefined
}

/** Parses what was received. The parameters are those of `segments`. */
export function toRequest(received: Received, segments: readonly Segment[]): ReceivedRequest {
  const headers = headersOf(received.rawHeaders)
  return {
    method: received.method,
    path: received.path,
    params: parametersIn(segments, received.path),
    query: queryOf(received.search),
    headers,
    body: bodyOf(received.body, headers['content-type'] ?? ''),
    bytes: received.body?.bytes ?? new Uint8Array(),
    truncated: received.body?.isTruncated ?? false,
    receivedAt: new Date(received.receivedAtMs),
  }
}

export function toCall(received: Received, segments: readonly Segment[]): Call {
  const { pattern, status, fault } = received
  return { ...toRequest(received, segments), route: pattern?.text, status, fault }
}

function headersOf(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = rawHeaders[index + 1] ?? ''
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return headers
}

function queryOf(search: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(search)
  const query: Record<string, string | string[]> = {}
  for (const name of parameters.keys()) {
    const values = parameters.getAll(name)
    query[name] = values.length > 1 ? values : (values[0] ?? '')
  }
  return query
}

function bodyOf(body: ReceivedBody | undefined, contentType: string): unknown {
  if (body === undefined) return undefined
  const text = new TextDecoder().decode(body.bytes)
  if (body.isTruncated || !isJsonType(contentType)) return text
  try {
    return JSON.parse(text)
  } catch {
    // It says that it is JSON and is not: the text is the best account of what was received.
    return text
  }
}
