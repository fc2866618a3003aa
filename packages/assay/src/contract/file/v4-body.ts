import { formatOf, isTextual, parseContentType, sniffText } from '../matching/content-type.ts'
import type { Body, PresentBody } from '../model/body.ts'
import type { Json } from '../model/json.ts'
import { type ExactJson, exactText, isCanonical, parseExactly } from './exact-json.ts'
import { inOrder, isJsonObject } from './json-object.ts'
import { isBase64 } from './legacy-body.ts'
import { at, exactOf, type PactNode, textOf, warnAt } from './pact-node.ts'

const MEMBERS = ['content', 'contentType', 'contentTypeHint', 'encoded']

/** A body as version 4 has it: an object of its content, what this is and how it is encoded. */
export function readV4Body(node: PactNode, header: string | undefined): Body {
  const { value } = node
  if (value === undefined) return { kind: 'missing' }
  if (value === null) return { kind: 'null' }
  if (!isJsonObject(value)) {
    warnAt(node, 'it has no "content"; it is read as JSON')
    return wholeBody(node, header)
  }
  if (value['content'] !== undefined) return readContent(node, header)
  if (Object.keys(value).every((name) => MEMBERS.includes(name))) return { kind: 'missing' }
  warnAt(node, 'it has no "content"; the whole of it is read as the body')
  return wholeBody(node, header)
}

/** `undefined` for a body of which nothing is said. */
export function writeV4Body(body: Body): ExactJson | undefined {
  switch (body.kind) {
    case 'missing':
      return undefined
    case 'null':
      return { content: null }
    case 'empty':
      return { content: '' }
    case 'present':
      return inOrder({
        ...contentOf(body),
        contentType: body.contentType,
        contentTypeHint: body.hint,
      })
  }
}

function readContent(node: PactNode, header: string | undefined): Body {
  const content = exactOf(at(node, 'content'))
  if (content === null || content === undefined) return { kind: 'null' }
  const type = textOf(at(node, 'contentType')) ?? header
  const encoding = encodingOf(at(node, 'encoded'))
  const isJson = encoding === 'json' || isJsonType(type)
  const bytes =
    encoding === 'base64'
      ? decoded(at(node, 'content'), content)
      : plain(content, isJson && encoding === 'none')
  if (bytes.length === 0) return { kind: 'empty' }
  const hint = hintOf(at(node, 'contentTypeHint'))
  const json =
    isJson || typeof at(node, 'content').value === 'object' ? jsonIn(bytes.toString('utf8')) : undefined
  return { kind: 'present', bytes, json, contentType: type, hint }
}

/** A body that stands where one with `content` should. */
function wholeBody(node: PactNode, header: string | undefined): PresentBody {
  const text = exactText(exactOf(node) ?? null)
  const isJson = typeof node.value === 'object' || isJsonType(header)
  const json = isJson ? jsonIn(text) : undefined
  return { kind: 'present', bytes: Buffer.from(text), json, contentType: header, hint: undefined }
}

function isJsonType(contentType: string | undefined): boolean {
  return formatOf(parseContentType(contentType)) === 'json'
}

/** An encoding is a name, or `true` for base64. */
function encodingOf(node: PactNode): 'none' | 'base64' | 'json' {
  if (node.value === true) return 'base64'
  const name = String(node.value || 'none').toLowerCase()
  if (name === 'base64' || name === 'json' || name === 'none') return name
  warnAt(node, `encoding "${name}" is not known; the content is taken as it stands`)
  return 'none'
}

function decoded(node: PactNode, content: ExactJson): Buffer {
  if (typeof content === 'string' && isBase64(content)) return Buffer.from(content, 'base64')
  warnAt(node, 'it is not base64; it is taken as it stands')
  return plain(content, false)
}

/** A text that is the value of a JSON body stands for itself; any other text is what it contains. */
function plain(content: ExactJson, isJsonValue: boolean): Buffer {
  const isText = typeof content === 'string' && (content === '' || !isJsonValue)
  return Buffer.from(isText ? content : exactText(content))
}

function hintOf(node: PactNode): PresentBody['hint'] {
  const { value } = node
  if (value === 'TEXT' || value === 'BINARY') return value
  if (value !== undefined && value !== 'DEFAULT') warnAt(node, 'it is none of TEXT, BINARY and DEFAULT')
  return undefined
}

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    // Content and type contradict each other: who compares bodies says so.
    return undefined
  }
}

/** JSON as it is, text as a text, and bytes, or what is none of those exactly, in base64. */
function contentOf(body: PresentBody): Readonly<Record<string, ExactJson>> {
  const { bytes, json, contentType, hint } = body
  const text = bytes.toString('utf8')
  const isJson = isJsonType(contentType)
  if (json !== undefined && (isJson || contentType === undefined)) return jsonContent(text, body)
  if (typeof json === 'object' && isCanonical(text)) return { content: parseExactly(text), encoded: false }
  const isText =
    hint === 'TEXT' ||
    (!isJson && isTextual(parseContentType(contentType) ?? parseContentType(sniffText(text))))
  return isText && hint !== 'BINARY' && Buffer.from(text).equals(bytes)
    ? { content: text, encoded: false }
    : { content: bytes.toString('base64'), encoded: 'base64' }
}

/** White space of its own, and a text that would be taken for no body, are only kept as a text of JSON. */
function jsonContent(text: string, { json, contentType }: PresentBody) {
  const isAmbiguous = json === '' || json === null || (contentType === undefined && typeof json === 'string')
  if (isAmbiguous || !isCanonical(text)) return { content: text, encoded: 'json' }
  return { content: parseExactly(text), encoded: false }
}
