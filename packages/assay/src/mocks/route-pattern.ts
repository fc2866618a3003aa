import { METHODS } from 'node:http'
import { nearest } from '../base/nearest.ts'
import { type AssayError, configurationError, messageOf } from '../errors/assay-error.ts'
import { decodeLoosely } from '../openapi/decode-loosely.ts'
import { fits, parseSegment, parseTemplate, type Segment, shapeOf } from '../openapi/path-template.ts'

/** Which requests a route is for: `GET /products/:id`. */
export interface RoutePattern {
  readonly text: string
  /** In upper case; `ANY` for all of them. */
  readonly method: string
  readonly segments: readonly Segment[]
  /** The same for patterns that match the same paths. */
  readonly shape: string
}

/** By name, so that a route has the very string that its requests come with: comparing it costs nothing. */
const KNOWN_METHODS = new Map([...METHODS, 'ANY'].map((method) => [method, method]))

/**
 * Reads a route: a method (or `ANY`) and a path, in which `:name` and `{name}` stand for one
 * segment and `*` for the rest.
 *
 * @throws AssayError `invalid_route`
 *
 * @example
 * parseRoute('GET /products/:id').shape // '/products/{}'
 */
export function parseRoute(text: string): RoutePattern {
  const [method = '', path = '', ...more] = text.trim().split(/\s+/)
  if (more.length > 0 || !path.startsWith('/')) throw invalidRoute(text, 'it is not a method and a path')
  const known = KNOWN_METHODS.get(method.toUpperCase())
  if (known === undefined) throw unknownMethod(text, method)
  if (path.includes('?')) {
    throw invalidRoute(text, 'a query is no part of a route', "use { route: '…', when: { query: { … } } }")
  }
  try {
    const segments = withRest(path)
    return {
      text: `${known} ${path}`,
      method: known,
      segments,
      shape: shapeOf(segments),
    }
  } catch (error) {
    throw invalidRoute(text, messageOf(error))
  }
}

/** Whether a request, by its method and its path as sent, is one of those a pattern is for. */
export function isFor(
  pattern: RoutePattern,
  request: { readonly method: string; readonly path: string },
): boolean {
  if (pattern.method !== 'ANY' && pattern.method !== request.method) return false
  const parts = request.path.slice(1).split('/')
  const { segments } = pattern
  if (segments.at(-1)?.kind !== 'rest' && parts.length !== segments.length) return false
  return segments.every((segment, index) => {
    const part = parts[index]
    return part !== undefined && fits(segment, decodeLoosely(part))
  })
}

function withRest(path: string): Segment[] {
  const parts = path.slice(1).split('/')
  const hasRest = parts.at(-1) === '*'
  const named = (hasRest ? parts.slice(0, -1) : parts).map(braced)
  const segments = named.map(parseSegment)
  parseTemplate(`/${named.join('/')}`)
  return hasRest ? [...segments, { kind: 'rest', text: '*' }] : segments
}

/** `:name` as OpenAPI writes it. */
function braced(part: string): string {
  if (part.includes('*')) throw new TypeError('"*" can only be the last segment, alone')
  if (!part.startsWith(':')) return part
  if (!/^:[A-Za-z_]\w*$/.test(part)) throw new TypeError(`"${part}" is no name of a parameter`)
  return `{${part.slice(1)}}`
}

function unknownMethod(text: string, method: string): AssayError {
  const guess = nearest(method, KNOWN_METHODS.keys())
  return invalidRoute(
    text,
    `"${method}" is no method`,
    guess === undefined ? undefined : `did you mean ${guess}?`,
  )
}

function invalidRoute(text: string, reason: string, fix?: string): AssayError {
  return configurationError({
    code: 'invalid_route',
    message: `"${text}" is not a route: ${reason}.`,
    fix: fix ?? "write it like 'GET /products/:id' or 'ANY /v1/*'",
  })
}
