import { configurationError } from '../errors/assay-error.ts'
import type { OpenapiDocument } from '../openapi/document.ts'
import { exampleResponse } from '../openapi/example-response.ts'
import { loadOpenapi } from '../openapi/load-openapi.ts'
import { matchOperation, responseFor } from '../openapi/match-operation.ts'
import { isJsonType } from '../openapi/media-type.ts'
import type { Operation } from '../openapi/operation.ts'
import { undocumentedOperation } from '../openapi/operation-name.ts'
import { parseTemplate, shapeOf } from '../openapi/path-template.ts'
import { operationsOf } from '../openapi/read-operations.ts'
import { validateResponse } from '../openapi/validate-response.ts'
import type { Answer } from './answer.ts'
import { contentTypeFor, type PreparedAnswer, prepareAnswer } from './prepare-answer.ts'
import type { Route } from './route.ts'

/** What an OpenAPI document says of a stub that stands for the service it describes. */
export interface DocumentedRoutes {
  /** A route for each operation, which answers with its example. */
  readonly routes: readonly Route[]
  /**
   * Holds an answer to the document, and gives it the content type that is documented for it.
   *
   * @throws AssayError `stub_contradicts_openapi`
   */
  hold(answer: Answer, request: DescribedRequest): Answer
}

/** A request an answer is for: one that came, or one that may come, with something for each parameter. */
export interface DescribedRequest {
  readonly method: string
  readonly path: string
  /** The route, for people. */
  readonly route: string
  /** Whether the route is for one operation only, which should then be documented. */
  readonly isExact: boolean
}

/** @throws AssayError `openapi_unreadable` or `openapi_invalid` */
export async function loadDocumentedRoutes(file: string, stub: string): Promise<DocumentedRoutes> {
  const document = await loadOpenapi(file)
  return {
    routes: operationsOf(document).flatMap((operation) => routesFor(document, operation)),
    hold(answer, request) {
      if (answer.unchecked === true) return answer
      const completed = withDocumentedType(document, answer, request)
      const lines = contradictions(document, completed, request)
      if (lines.length > 0) throw contradicted(stub, { document, request, lines })
      return completed
    },
  }
}

function routesFor(document: OpenapiDocument, operation: Operation): Route[] {
  let prepared: PreparedAnswer | undefined
  return operation.basePaths.map((basePath) => {
    const segments = parseTemplate(basePath + operation.path)
    const text = `${operation.method} ${basePath}${operation.path}`
    return {
      method: operation.method,
      pattern: { text, method: operation.method, segments, shape: shapeOf(segments) },
      conditions: undefined,
      only: undefined,
      // Made at the first request: a document may describe hundreds of operations, a test uses a few.
      next() {
        prepared ??= prepareAnswer(exampleResponse(document, operation), text)
        return prepared
      },
    }
  })
}

/** JSON without a content type has the documented one, such as `application/problem+json`. */
function withDocumentedType(document: OpenapiDocument, answer: Answer, request: DescribedRequest): Answer {
  const isJson = contentTypeFor(answer.body) === 'application/json'
  if (!isJson || contentTypeOf(answer) !== undefined) return answer
  const operation = matchOperation(document, request.method, request.path)?.operation
  const response = operation && responseFor(operation, answer.status ?? 200)
  const type = Object.keys(response?.content ?? {}).find(isJsonType)
  return type === undefined ? answer : { ...answer, headers: { ...answer.headers, 'content-type': type } }
}

function contradictions(document: OpenapiDocument, answer: Answer, request: DescribedRequest): string[] {
  const { method, path } = request
  if (matchOperation(document, method, path) === undefined) {
    return request.isExact ? [undocumentedOperation(document, request.route)] : []
  }
  if (answer.fault !== undefined || answer.stream !== undefined) return []
  const status = answer.status ?? 200
  const contentType = contentTypeOf(answer) ?? contentTypeFor(answer.body)
  const body = answer.body === undefined ? undefined : sentBody(answer.body, contentType ?? '')
  return (
    validateResponse(document, { method, path, status, contentType, body })
      // What fails between a service and its caller, such as a 503, is seldom in a document.
      .filter(({ kind }) => kind !== 'undocumented_status' || status < 300)
      .map(({ line }) => line)
  )
}

function contentTypeOf({ headers = {} }: Answer): string | undefined {
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  return value === undefined ? undefined : [value].flat().join()
}

/** The body as the caller will read it: dates are text by then, and members without a value are gone. */
function sentBody(body: unknown, contentType: string): unknown {
  if (!isJsonType(contentType) || body instanceof Uint8Array) return body
  try {
    return JSON.parse(typeof body === 'string' ? body : JSON.stringify(body))
  } catch {
    // It is not JSON, and that is what its validation will say.
    return body
  }
}

interface Contradiction {
  readonly document: OpenapiDocument
  readonly request: DescribedRequest
  readonly lines: readonly string[]
}

function contradicted(stub: string, { document, request, lines }: Contradiction) {
  return configurationError({
    code: 'stub_contradicts_openapi',
    message: `Stub "${stub}" would answer ${request.route} in a way that its OpenAPI document rules out.`,
    evidence: [...lines, `in: ${document.file}`],
    fix: 'correct the answer, or the document; for an answer that is wrong on purpose say unchecked: true',
  })
}
