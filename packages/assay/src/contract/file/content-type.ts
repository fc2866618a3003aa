/** A content type in its parts, in lower case: `application/problem+json; charset=utf-8`. */
interface ContentType {
  readonly main: string
  /** Without what follows a plus. */
  readonly sub: string
  readonly suffix: string | undefined
}

const TYPE = /^\s*([\w!#$%&'*.^`|~+-]+)\/([\w!#$%&'*.^`|~+-]+)\s*(?:;.*)?$/s

const XML_DECLARATION = /^\s*<\?xml\s*version/
const HTML_START = /^\s*<!DOCTYPE|^<HTML>/i
const XML_START = /^\s*<\w/
const JSON_START = /^\s*(?:true|false|null|\d|"|\{\s*(?:\}|"\w)|\[)/

/** Whether bodies of a type are JSON. */
export function isJsonType(contentType: string): boolean {
  const { main, sub, suffix } = partsOf(contentType) ?? {}
  return main === 'application' && (sub?.startsWith('json') || suffix === 'json' || sub === 'graphql')
}

/** Whether bodies of a type are text, JSON and XML included. */
export function isTextType(contentType: string): boolean {
  const { main, sub, suffix } = partsOf(contentType) ?? {}
  if (main === 'text' || isJsonType(contentType)) return true
  return main === 'application' && (sub === 'xml' || suffix === 'xml' || sub === 'x-www-form-urlencoded')
}

/** What is no content type says nothing. */
export function validType(contentType: string | undefined): string | undefined {
  return contentType !== undefined && partsOf(contentType) !== undefined ? contentType : undefined
}

/**
 * The content type of a body that nobody has said, from how it begins.
 *
 * @example
 * sniffContentType('{"id": 7}') // 'application/json'
 */
export function sniffContentType(body: string | Buffer): string {
  const text = typeof body === 'string' ? body : body.toString('utf8')
  if (XML_DECLARATION.test(text)) return 'application/xml'
  if (HTML_START.test(text)) return 'text/html'
  if (XML_START.test(text)) return 'application/xml'
  return JSON_START.test(text) ? 'application/json' : 'text/plain'
}

function partsOf(contentType: string): ContentType | undefined {
  const [, main, whole] = TYPE.exec(contentType.toLowerCase()) ?? []
  if (main === undefined || whole === undefined) return undefined
  const plus = whole.lastIndexOf('+')
  return plus < 0
    ? { main, sub: whole, suffix: undefined }
    : { main, sub: whole.slice(0, plus), suffix: whole.slice(plus + 1) }
}
