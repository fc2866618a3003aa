import { formatOf, isTextual, parseContentType, sniffText } from '../matching/content-type.ts'
import type { Body, PresentBody } from '../model/body.ts'
import type { Json } from '../model/json.ts'
import { type ExactJson, exactText, parseExactly } from './exact-json.ts'
import { exactOf, type PactNode } from './pact-node.ts'

/** A body as version 3 and before have it: JSON as it is, text as a text, bytes as a text in base64. */
export function readLegacyBody(node: PactNode, contentType: string | undefined): Body {
  return node.value === undefined ? { kind: 'missing' } : legacyBodyOf(exactOf(node) ?? null, contentType)
}

/**
 * A body in that form: whichever of JSON, text and base64 is read back as the same body. Nothing
 * when none is, such as text that is not UTF-8.
 */
export function writeLegacyBody(body: Body): ExactJson | undefined {
  if (body.kind !== 'present') return { missing: undefined, null: null, empty: '' }[body.kind]
  const text = body.bytes.toString('utf8')
  const forms: (ExactJson | undefined)[] = [
    body.json === undefined ? undefined : valueIn(text),
    text,
    body.bytes.toString('base64'),
  ]
  const isSame = (form: ExactJson | undefined) => form !== undefined && reads(form, body)
  // JSON with white space of its own may have no exact form; what it says is what counts.
  return forms.find(isSame) ?? (body.json === undefined || text === '' ? undefined : valueIn(text))
}

function legacyBodyOf(value: ExactJson, contentType: string | undefined): Body {
  if (value === null) return { kind: 'null' }
  if (typeof value !== 'string') return jsonBody(exactText(value), contentType)
  if (value === '') return { kind: 'empty' }
  const type = parseContentType(contentType) ?? parseContentType(sniffText(value))
  if (formatOf(type) === 'json')
    return jsonBody(isJsonInText(value) ? value : JSON.stringify(value), contentType)
  const isBytes = !isTextual(type) && isBase64(value)
  const bytes = Buffer.from(value, isBytes ? 'base64' : 'utf8')
  return { kind: 'present', bytes, json: undefined, contentType, hint: undefined }
}

function jsonBody(text: string, contentType: string | undefined): PresentBody {
  const json = JSON.parse(text) as Json
  return { kind: 'present', bytes: Buffer.from(text), json, contentType, hint: undefined }
}

/** A body of type JSON that is a text is JSON in that text when this is an object or a text again. */
function isJsonInText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value))
  } catch {
    // Then it is a JSON text by itself.
    return false
  }
}

/** Whether a text is complete base64, padding included. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

function valueIn(text: string): ExactJson | undefined {
  try {
    return parseExactly(text)
  } catch {
    // The maker of the body has given a value and bytes that are something else; the bytes count.
    return undefined
  }
}

function reads(form: ExactJson, body: PresentBody): boolean {
  const read = legacyBodyOf(form, body.contentType)
  return (
    read.kind === 'present' &&
    read.bytes.equals(body.bytes) &&
    (read.json === undefined) === (body.json === undefined)
  )
}
