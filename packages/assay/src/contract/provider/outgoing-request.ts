import type { HttpRequest } from '../model/pact.ts'

/** A request as it is sent to a provider. */
export interface OutgoingRequest {
  readonly method: string
  /** Path and query as on the wire, below the address of the provider. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

/** Headers about the connection or the length of a body belong to whoever sends. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding'])

/** What is put on the wire for the request of a pact. */
export function outgoingRequest(request: HttpRequest): OutgoingRequest {
  const headers: Record<string, string> = { accept: '*/*' }
  for (const [name, values] of Object.entries(request.headers)) {
    const key = name.toLowerCase()
    if (OF_THE_CONNECTION.has(key)) continue
    headers[key] = values.join(key === 'cookie' ? '; ' : ', ')
  }
  const { body } = request
  if (body.kind === 'present' && body.contentType !== undefined) headers['content-type'] ??= body.contentType
  return { method: request.method.toUpperCase(), target: targetOf(request), headers, body: bodyOf(request) }
}

function bodyOf({ body, headers }: HttpRequest): Buffer | undefined {
  if (body.kind === 'present') return body.bytes
  // Older pacts say `null` for no body too: only one that says it is JSON is meant as a value.
  const isJson = Object.entries(headers).some(
    ([name, values]) => name.toLowerCase() === 'content-type' && /[/+]json\b/.test(values.join()),
  )
  return body.kind === 'null' && isJson ? Buffer.from('null') : undefined
}

/**
 * Path and query of a request. What cannot stand in a path is encoded; what is encoded already stays.
 *
 * @example
 * targetOf({ ...request, path: '/a b/%20', query: { q: ['on sale'], debug: [null] } }) // '/a%20b/%20?q=on%20sale&debug'
 */
export function targetOf({ path, query }: Pick<HttpRequest, 'path' | 'query'>): string {
  const encoded = path.toWellFormed().replaceAll(/[^\x21-\x7e]+|["#<>\\`{}]/g, encodeURIComponent)
  const parameters = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => (value === null ? encode(name) : `${encode(name)}=${encode(value)}`)),
  )
  const rooted = encoded.startsWith('/') ? encoded : `/${encoded}`
  if (parameters.length === 0) return rooted
  return `${rooted}${rooted.includes('?') ? '&' : '?'}${parameters.join('&')}`
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
