import { monotonicMs, wallClockMs } from '../base/clock.ts'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import type { Exchange } from '../model/exchange.ts'
import { redactBody, redactHeaders } from './redact.ts'
import { decodeBody, encodeBody, type RequestBody } from './request-body.ts'
import type { TraceContext } from './trace-context.ts'

const DEFAULT_TIMEOUT_MS = 30_000

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string
  /** Default 30 000 ms. */
  readonly timeoutMs?: number
}

/** An answer: status, headers by lower-case name, and the body (a value when it is JSON). */
export interface ServiceResponse<Body = unknown> {
  readonly service: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body
  readonly exchange: Exchange
}

/**
 * Speaks HTTP to one service. Every request carries an `X-Request-ID` of its own and the
 * `traceparent` of its test; redirects are not followed, and no status throws.
 *
 * @example
 * const created = await users.post<User>('/users', { email: 'ada@example.test' })
 * expect(created).toHaveStatus(201)
 */
export interface ServiceClient {
  readonly name: string
  readonly url: string
  get<Body = unknown>(path: string, options?: RequestOptions): Promise<ServiceResponse<Body>>
  delete<Body = unknown>(path: string, options?: RequestOptions): Promise<ServiceResponse<Body>>
  head(path: string, options?: RequestOptions): Promise<ServiceResponse>
  options(path: string, options?: RequestOptions): Promise<ServiceResponse>
  post<Body = unknown>(
    path: string,
    body?: RequestBody,
    options?: RequestOptions,
  ): Promise<ServiceResponse<Body>>
  put<Body = unknown>(
    path: string,
    body?: RequestBody,
    options?: RequestOptions,
  ): Promise<ServiceResponse<Body>>
  patch<Body = unknown>(
    path: string,
    body?: RequestBody,
    options?: RequestOptions,
  ): Promise<ServiceResponse<Body>>
}

export interface ClientOptions {
  readonly service: string
  readonly url: string
  readonly trace: TraceContext
  /** Told of every exchange, answered or not. */
  readonly onExchange: (exchange: Exchange) => void
}

export function createServiceClient(client: ClientOptions): ServiceClient {
  const send = <Body>(method: string, path: string, body?: RequestBody, options?: RequestOptions) =>
    request<Body>(client, { method, path, body, options: options ?? {} })
  return {
    name: client.service,
    url: client.url,
    get: (path, options) => send('GET', path, undefined, options),
    delete: (path, options) => send('DELETE', path, undefined, options),
    head: (path, options) => send('HEAD', path, undefined, options),
    options: (path, options) => send('OPTIONS', path, undefined, options),
    post: (path, body, options) => send('POST', path, body, options),
    put: (path, body, options) => send('PUT', path, body, options),
    patch: (path, body, options) => send('PATCH', path, body, options),
  }
}

interface Outgoing {
  readonly method: string
  readonly path: string
  readonly body: RequestBody | undefined
  readonly options: RequestOptions
}

async function request<Body>(client: ClientOptions, outgoing: Outgoing): Promise<ServiceResponse<Body>> {
  const { requestId, headers: traceHeaders } = client.trace.nextHeaders()
  const encoded = encodeBody(outgoing.body)
  const { token, timeoutMs = DEFAULT_TIMEOUT_MS } = outgoing.options
  const headers = new Headers({
    ...traceHeaders,
    ...(encoded.contentType === undefined ? {} : { 'content-type': encoded.contentType }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  })
  for (const [name, value] of Object.entries(outgoing.options.headers ?? {})) headers.set(name, value)
  const url = urlOf(client.url, outgoing)
  const startedAt = wallClockMs()
  const started = monotonicMs()
  const seen = (
    answer: Pick<Exchange, 'status' | 'responseHeaders' | 'responseBody' | 'error'>,
  ): Exchange => ({
    service: client.service,
    method: outgoing.method,
    url,
    requestId: headers.get('x-request-id') ?? requestId,
    traceId: client.trace.traceId,
    startedAt,
    durationMs: monotonicMs() - started,
    requestHeaders: redactHeaders(headers),
    requestBody: redactBody(encoded.shown),
    ...answer,
  })
  try {
    const response = await fetch(url, {
      method: outgoing.method,
      headers,
      ...(encoded.body === undefined ? {} : { body: encoded.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    const exchange = seen({
      status: response.status,
      responseHeaders: redactHeaders(response.headers),
      responseBody: redactBody(text),
      error: undefined,
    })
    client.onExchange(exchange)
    const answer = Object.fromEntries(response.headers)
    const body = decodeBody(text, answer['content-type']) as Body
    return { service: client.service, status: response.status, headers: answer, body, exchange }
  } catch (cause) {
    const error = reasonOf(cause, timeoutMs)
    client.onExchange(seen({ status: undefined, responseHeaders: {}, responseBody: undefined, error }))
    throw requestFailed(client.service, `${outgoing.method} ${url}`, error, cause)
  }
}

function urlOf(base: string, { path, options }: Outgoing): string {
  const url = new URL(`${base}${path}`)
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) url.searchParams.append(name, String(value))
  }
  return url.href
}

/** `fetch` hides the reason in its cause. */
function reasonOf(thrown: unknown, timeoutMs: number): string {
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') return `no answer in ${timeoutMs} ms`
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown
  return messageOf(cause)
}

function requestFailed(service: string, line: string, reason: string, cause: unknown) {
  return infrastructureError({
    code: 'request_failed',
    message: `"${service}" did not answer ${line}: ${reason}`,
    cause,
  })
}
