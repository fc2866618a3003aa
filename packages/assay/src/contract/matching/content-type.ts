/** A content type, taken apart. `undefined` stands for an unknown one. */
export interface ContentType {
  readonly main: string
  /** Without the suffix: `hal` of `application/hal+json`. */
  readonly sub: string
  readonly suffix: string | undefined
  /** In the order of their names. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

const TYPE = /^\s*([\w!#$%&'*.^`|~+-]+)\/([\w!#$%&'*.^`|~+-]+)\s*(?:;(.*))?$/s

/** Reads a content type; `undefined` for a text that is none. */
export function parseContentType(text: string | undefined): ContentType | undefined {
  const [, main, whole, rest = ''] = TYPE.exec(text ?? '') ?? []
  if (main === undefined || whole === undefined || main === '*' || whole === '*') return undefined
  const plus = whole.lastIndexOf('+')
  return {
    main: main.toLowerCase(),
    sub: (plus === -1 ? whole : whole.slice(0, plus)).toLowerCase(),
    suffix: plus === -1 ? undefined : whole.slice(plus + 1).toLowerCase(),
    parameters: readParameters(rest),
  }
}

function readParameters(text: string): (readonly [string, string])[] {
  const found = [...text.matchAll(/([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g)]
  const parameters = found.map(([, name, quoted, plain]) => {
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain!.trim()
    // A charset is the same in any case; a boundary is not.
    const isCharset = name!.toLowerCase() === 'charset'
    return [name!.toLowerCase(), isCharset ? value.toLowerCase() : value] as const
  })
  return parameters.sort(([left], [right]) => (left < right ? -1 : 1))
}

/** As it is shown: `application/json;charset=utf-8`. */
export function formatContentType(type: ContentType | undefined): string {
  if (type === undefined) return '*/*'
  const suffix = type.suffix === undefined ? '' : `+${type.suffix}`
  return `${type.main}/${type.sub}${suffix}${type.parameters.map(([name, value]) => `;${name}=${value}`).join('')}`
}

/** How bodies of a type are compared. */
export type BodyFormat = 'json' | 'xml' | 'form' | 'multipart' | 'binary' | 'text'

export function formatOf(type: ContentType | undefined): BodyFormat {
  if (type === undefined) return 'binary'
  const { main, sub, suffix } = type
  if (main === 'application' && (sub.startsWith('json') || suffix === 'json' || sub === 'graphql'))
    return 'json'
  if ((main === 'application' || main === 'text') && (sub === 'xml' || suffix === 'xml')) return 'xml'
  if (main === 'multipart') return 'multipart'
  if (main === 'application' && sub === 'x-www-form-urlencoded') return 'form'
  return main === 'text' ? 'text' : 'binary'
}

/** Whether bodies of a type are text, JSON and XML included. */
export function isTextual(type: ContentType | undefined): boolean {
  return type?.main === 'text' || ['json', 'xml', 'form'].includes(formatOf(type))
}

/** Whether an actual type will do: without parameters in the expected one, any parameters will. */
export function isEquivalentType(expected: ContentType, actual: ContentType): boolean {
  const isStrictXml = (type: ContentType) =>
    (type.main === 'application' || type.main === 'text') && type.sub === 'xml' && type.suffix === undefined
  const areEqualParameters = String(expected.parameters) === String(actual.parameters)
  if (expected.parameters.length > 0 && !areEqualParameters) return false
  if (isStrictXml(expected) && isStrictXml(actual)) return true
  return expected.main === actual.main && expected.sub === actual.sub && expected.suffix === actual.suffix
}

/** The type by its suffix: `application/json` for `application/hal+json`. */
export function baseType({ main, sub, suffix }: ContentType): ContentType {
  return { main, sub: suffix ?? sub, suffix: undefined, parameters: [] }
}

const XML_DECLARATION = /^\s*<\?xml\s*version/
const HTML_START = /^\s*<!DOCTYPE|^<HTML>/i
const XML_START = /^\s*<[\p{L}\p{N}_]/u
const JSON_START = /^\s*(?:true|false|null|\d|"|\{\s*(?:\}|"[\p{L}\p{N}_])|\[)/u
const PROBED_CHARACTERS = 200

/** The type of a text by how it begins. */
export function sniffText(text: string): string {
  const head = text.slice(0, PROBED_CHARACTERS)
  if (XML_DECLARATION.test(head)) return 'application/xml'
  if (HTML_START.test(head)) return 'text/html'
  if (XML_START.test(head)) return 'application/xml'
  return JSON_START.test(head) ? 'application/json' : 'text/plain'
}
