import type { OpenapiDocument } from './document.ts'
import { matchOperation, responseFor } from './match-operation.ts'
import { findByMediaType, isJsonType } from './media-type.ts'
import type { Operation, ResponseDescription } from './operation.ts'
import { nameOf, undocumentedOperation } from './operation-name.ts'
import { validatorFor } from './validation/validators.ts'

/** A response that was given, and the request it was given to. */
export interface GivenResponse {
  readonly method: string
  /** With or without a query. */
  readonly path: string
  readonly status: number
  readonly contentType?: string | undefined
  /** Parsed when the content type is JSON, text otherwise, `undefined` when there was none. */
  readonly body?: unknown
}

/** One way in which a response is not as documented. */
export interface ResponseMismatch {
  readonly kind: 'undocumented_operation' | 'undocumented_status' | 'undocumented_content_type' | 'body'
  /** For people. */
  readonly line: string
}

/**
 * Every way in which a response is not as the document says; nothing when it is.
 *
 * @throws AssayError `openapi_invalid` when the schema of the response is itself wrong.
 *
 * @example
 * validateResponse(document, { method: 'GET', path: '/products/42', status: 200,
 *   contentType: 'application/json', body: { id: 42 } })
 * // [{ kind: 'body', line: '$.id: expected a string, got 42' }, …]
 */
export function validateResponse(document: OpenapiDocument, given: GivenResponse): ResponseMismatch[] {
  const match = matchOperation(document, given.method, given.path)
  if (match === undefined) {
    const asked = `${given.method} ${given.path}`
    return [{ kind: 'undocumented_operation', line: undocumentedOperation(document, asked) }]
  }
  const response = responseFor(match.operation, given.status)
  if (response !== undefined) return bodyMismatches(document, given, { operation: match.operation, response })
  const known = Object.keys(match.operation.responses)
  // An operation that describes no response at all says nothing about any.
  if (known.length === 0) return []
  const line = `${nameOf(match.operation)} answered ${given.status}, which is not documented; documented: ${known.join(', ')}`
  return [{ kind: 'undocumented_status', line }]
}

interface Documented {
  readonly operation: Operation
  readonly response: ResponseDescription
}

function bodyMismatches(
  document: OpenapiDocument,
  given: GivenResponse,
  { operation, response }: Documented,
): ResponseMismatch[] {
  const types = Object.keys(response.content)
  const mayBeEmpty = types.length === 0 || given.method.toUpperCase() === 'HEAD'
  if (given.body === undefined || given.body === '') {
    return mayBeEmpty ? [] : [{ kind: 'body', line: `expected a body of ${types.join(' or ')}, got none` }]
  }
  // A response described without content says nothing about its body.
  if (types.length === 0) return []
  const contentType = given.contentType ?? ''
  const mediaType = findByMediaType(response.content, contentType)
  if (mediaType === undefined) {
    const got = contentType === '' ? 'no content type' : contentType
    return [{ kind: 'undocumented_content_type', line: `expected ${types.join(' or ')}, got ${got}` }]
  }
  if (mediaType.schema === undefined || !isJsonType(contentType)) return []
  const of = `${nameOf(operation)} ${response.status} ${contentType}`
  const validate = validatorFor(document, { schema: mediaType.schema, direction: 'response', of })
  return validate(given.body).map((line) => ({ kind: 'body', line }))
}
