import { messageOf } from '../../errors/assay-error.ts'
import { scenarioError } from '../scenario/scenario-error.ts'
import { type Headers, hasHeader } from './request-headers.ts'

/** Bytes and text go as they are, `URLSearchParams` as a form, everything else as JSON. */
export type RequestBody = unknown

const BEYOND_ASCII = /[^\0-\x7f]/
const EMPTY = 'content-length: 0\r\n\r\n'

/** The end of a request: the headers that tell about its body, the empty line, and the body. */
export function bodyText(method: string, body: RequestBody, headers: Headers | undefined): string {
  // A method that usually has a body says that this one is empty.
  if (body === undefined) return method === 'POST' || method === 'PUT' || method === 'PATCH' ? EMPTY : '\r\n'
  const hasType = headers !== undefined && hasHeader(headers, 'content-type')
  const [type, bytes] = encodeBody(body)
  return `${hasType ? '' : `content-type: ${type}\r\n`}content-length: ${bytes.length}\r\n\r\n${bytes}`
}

/** The bytes of what is made of bytes, without a copy. */
export function bytesIn(body: RequestBody): Buffer | undefined {
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const isBuffer = body instanceof ArrayBuffer || body instanceof SharedArrayBuffer
  return isBuffer ? Buffer.from(body) : undefined
}

/**
 * A value as JSON.
 *
 * @throws AssayError `invalid_scenario` for what JSON has no form for.
 */
export function jsonText(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (cause) {
    throw notSendable(messageOf(cause), cause)
  }
  if (text === undefined || (text === '{}' && !isRecord(value))) {
    throw notSendable(`${describe(value)} has no form in JSON`)
  }
  return text
}

/** The media type, and one character for each byte. */
function encodeBody(body: RequestBody): [type: string, bytes: string] {
  if (typeof body === 'string') return ['text/plain; charset=utf-8', latin1Of(body)]
  const bytes = bytesIn(body)
  if (bytes !== undefined) return ['application/octet-stream', bytes.toString('latin1')]
  // What it holds is encoded: its text is ASCII.
  if (body instanceof URLSearchParams) return ['application/x-www-form-urlencoded', body.toString()]
  return ['application/json', latin1Of(jsonText(body))]
}

function latin1Of(text: string): string {
  return BEYOND_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text
}

/** A `Blob`, a `Map` or a promise would become `{}` without a word. */
function isRecord(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]'
}

function describe(value: unknown): string {
  if (typeof value !== 'object') return `a ${typeof value}`
  return `a ${Object.prototype.toString.call(value).slice('[object '.length, -1)}`
}

function notSendable(why: string, cause?: unknown) {
  return scenarioError(
    'invalid_scenario',
    `What is to be sent cannot be: ${why}.`,
    'send text, bytes, a form (URLSearchParams), or what JSON can say; await promises, and read blobs before',
    cause,
  )
}
