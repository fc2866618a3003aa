import { messageOf } from '../../errors/assay-error.ts'
import type { OpenapiDocument } from '../../openapi/document.ts'
import { matchOperation, responseFor } from '../../openapi/match-operation.ts'
import { isJsonType } from '../../openapi/media-type.ts'
import { nameOf } from '../../openapi/operation-name.ts'
import { type ResponseMismatch, validateResponse } from '../../openapi/validate-response.ts'
import type { ActualResponse } from '../matching/actual.ts'
import type { DocumentFinding } from './document-finding.ts'
import { type HeaderProblem, headerProblems } from './header-drift.ts'

/** What a provider was asked, as it came to it, and what it answered. */
export interface ProviderAnswer {
  readonly method: string
  /** The path on the wire, with or without a query. */
  readonly path: string
  readonly answer: ActualResponse
}

/**
 * Where what a provider answered is not what its own document says: status, content type, headers
 * and body. An operation that the document does not have is a matter of the pact that asks for it,
 * and is told by comparing that.
 *
 * @throws AssayError `openapi_invalid` when a schema of the document is itself wrong.
 *
 * @example
 * driftOf({ method: 'GET', path: '/products/7', answer }, document)
 * // [{ kind: 'drift', where: 'response.body.price', sentence: 'expected a number, got "12"', … }]
 */
export function driftOf(given: ProviderAnswer, document: OpenapiDocument): readonly DocumentFinding[] {
  const { method, path, answer } = given
  const operation = matchOperation(document, method, path)?.operation
  if (operation === undefined) return []
  const { status, headers } = answer
  const contentType = headers['content-type']?.[0]
  const body = readBody(answer.body, contentType)
  const response = responseFor(operation, status)
  const inDocument = `${nameOf(operation)} responses${response === undefined ? '' : `.${response.status}`}`
  const mismatches =
    'problem' in body
      ? [{ kind: 'body', line: body.problem } as const]
      : validateResponse(document, { method, path, status, contentType, body: body.value })
  const problems = headerProblems(document, response?.headers ?? [], headers)
  return [...mismatches.map(toFound), ...problems.map(toHeaderFound)].map((found) => ({
    ...{ kind: 'drift', severity: 'error', inDocument },
    ...found,
  }))
}

type Found = Pick<DocumentFinding, 'code' | 'where' | 'sentence'>

const PLACES: Readonly<Record<ResponseMismatch['kind'], string>> = {
  undocumented_operation: 'request.path',
  undocumented_status: 'response.status',
  undocumented_content_type: 'response.headers.content-type',
  body: 'response.body',
}

/** A line about a body starts with the place in it. */
function toFound({ kind, line }: ResponseMismatch): Found {
  const place = PLACES[kind]
  const [, below, sentence] = /^\s*\$((?:\[[^\]]*\]|[^:])*): (.*)$/s.exec(line) ?? []
  if (kind !== 'body' || below === undefined || sentence === undefined)
    return { code: kind, where: place, sentence: line }
  return { code: kind, where: `${place}${below}`, sentence }
}

function toHeaderFound({ name, sentence }: HeaderProblem): Found {
  return { code: 'header', where: `response.headers.${name.toLowerCase()}`, sentence }
}

function readBody(
  bytes: Uint8Array | undefined,
  contentType: string | undefined,
): { readonly value: unknown } | { readonly problem: string } {
  if (bytes === undefined || bytes.length === 0) return { value: undefined }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (contentType === undefined || !isJsonType(contentType)) return { value: text }
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { problem: `it says that it is ${contentType}, but it is not JSON: ${messageOf(error)}` }
  }
}
