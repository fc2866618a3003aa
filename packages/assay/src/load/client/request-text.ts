import { scenarioError } from '../scenario/scenario-error.ts'

/** Names and values of request headers. */
export type Headers = Readonly<Record<string, string>>

/** Values of a query; `undefined` leaves one out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** Bytes and text go as they are, `URLSearchParams` as a form, everything else as JSON. */
export type RequestBody = unknown

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
const BEYOND_ASCII = /[^\0-\x7f]/
const URL_SAFE = /^[!#-;=?-Z\]_a-z~[%@]*$/
const QUERY_SAFE = /^[\w.~-]*$/

/** Header lines, each with its end. What would break the request is refused. */
export function headerLines(headers: Headers): string {
  let lines = ''
  for (const name in headers) {
    const value = headers[name]!
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(value)) throw invalidHeader(name)
    lines += `${name}: ${value}\r\n`
  }
  return lines
}

/** `?a=1&b=2`, or nothing. Values that are `undefined` are left out. */
export function queryText(query: Query): string {
  let text = ''
  for (const name in query) {
    const value = query[name]
    if (value === undefined) continue
    text += `${text === '' ? '?' : '&'}${encoded(name)}=${typeof value === 'string' ? encoded(value) : value}`
  }
  return text
}

/** A path as a scenario writes it, cut before its question mark. */
export function cutQuery(path: string): [path: string, query: string] {
  const at = path.indexOf('?')
  return at < 0 ? [path, ''] : [path.slice(0, at), safeQuery(path.slice(at))]
}

/** The query that is written in the path together with that of the options. */
export function joinQueries(written: string, query: Query | undefined): string {
  if (query === undefined) return written
  const given = queryText(query)
  return written === '' ? given : written + given.replace('?', '&')
}

/** A query as a scenario writes it, from its question mark; what HTTP does not allow there is encoded. */
function safeQuery(text: string): string {
  return URL_SAFE.test(text) ? text : encodeURI(text)
}

/** The end of a request: the headers that tell about its body, the empty line, and the body. */
export function bodyText(method: string, body: RequestBody, headers: Headers | undefined): string {
  // A method that usually has a body says that this one is empty.
  if (body === undefined) return method === 'POST' || method === 'PUT' || method === 'PATCH' ? EMPTY : '\r\n'
  const hasType = headers !== undefined && Object.keys(headers).some((name) => /^content-type$/i.test(name))
  const [type, bytes] = encodeBody(body)
  return `${hasType ? '' : `content-type: ${type}\r\n`}content-length: ${bytes.length}\r\n\r\n${bytes}`
}

const EMPTY = 'content-length: 0\r\n\r\n'

/** The media type, and one character for each byte. */
function encodeBody(body: RequestBody): [type: string, bytes: string] {
  if (body instanceof Uint8Array) return ['application/octet-stream', Buffer.from(body).toString('latin1')]
  // What it holds is encoded: its text is ASCII.
  if (body instanceof URLSearchParams) return ['application/x-www-form-urlencoded', body.toString()]
  const isText = typeof body === 'string'
  const text = isText ? body : JSON.stringify(body)
  const bytes = BEYOND_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text
  return [isText ? 'text/plain; charset=utf-8' : 'application/json', bytes]
}

function encoded(text: string): string {
  return QUERY_SAFE.test(text) ? text : encodeURIComponent(text)
}

function invalidHeader(name: string) {
  return scenarioError(
    'invalid_scenario',
    `The header ${JSON.stringify(name)} has a name or a value that HTTP does not allow.`,
    'leave out line breaks and control characters, and encode what is not Latin-1',
  )
}
