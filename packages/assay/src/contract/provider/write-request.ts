import type { OutgoingRequest } from './outgoing-request.ts'

/** A request as it goes over the wire. */
export interface WrittenRequest {
  readonly method: string
  /** Request line and headers, one latin1 character for each byte. */
  readonly head: string
  readonly body: Buffer | undefined
}

/** A request, or what in it HTTP cannot say. */
export type Written = WrittenRequest | { readonly problem: string }

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const TARGET = /^[\x21-\xff]+$/
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** They follow from how the request is sent: others would let the provider see another end of it. */
const FRAMING = new Set(['connection', 'content-length', 'transfer-encoding'])
/** Methods whose requests are without a body as a rule, so that none need not be told (RFC 9110, 8.6). */
const WITHOUT_BODY = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Writes the head of a request to the provider at an address. */
export function writeRequest({ method, target, headers, body }: OutgoingRequest, url: URL): Written {
  const path = `${url.pathname.replace(/\/$/, '')}${target}`
  if (!TOKEN.test(method)) return { problem: `"${method}" is no method` }
  if (!TARGET.test(path)) return { problem: `"${path}" has characters that no target of a request can have` }
  const fields = new Map([['host', url.host]])
  // A filter may write a name in another way: what it says last counts.
  for (const name in headers) fields.set(name.toLowerCase(), headers[name]!)
  let lines = `${method} ${path} HTTP/1.1\r\n`
  for (const [name, value] of fields) {
    if (!TOKEN.test(name)) return { problem: `"${name}" is no name of a header` }
    if (!VALUE.test(value)) return { problem: `the header "${name}" has characters that no header can have` }
    if (!FRAMING.has(name)) lines += `${name}: ${value}\r\n`
  }
  if (body !== undefined || !WITHOUT_BODY.has(method)) lines += `content-length: ${body?.length ?? 0}\r\n`
  return { method, head: `${lines}connection: keep-alive\r\n\r\n`, body }
}
