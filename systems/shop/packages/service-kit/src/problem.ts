import { z } from 'zod'

/** The body of every error answer (RFC 9457). `error` and `message` repeat title and detail for plain clients. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    error: z.string(),
    message: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

/** The body of an error answer. */
export type ProblemBody = z.infer<typeof problemSchema>

interface ProblemOptions extends ErrorOptions {
  readonly errors?: ProblemBody['errors']
  readonly headers?: Record<string, string>
}

/** An error that is an answer: thrown anywhere, sent as `application/problem+json`. */
export class Problem extends Error {
  override name = 'Problem'
  readonly body: ProblemBody
  readonly headers: Record<string, string>

  constructor(kind: ProblemKind, detail: string, options: ProblemOptions = {}) {
    super(detail, options)
    this.headers = options.headers ?? {}
    this.body = describeProblem(kind, detail)
    if (options.errors) this.body.errors = options.errors
  }
}

/** One way a request can fail. Calling it makes the error to throw. */
export interface ProblemKind {
  (detail: string, options?: ProblemOptions): Problem
  readonly status: number
  readonly code: string
  readonly title: string
}

/**
 * Declares one way a request can fail.
 *
 * @example
 * const userNotFound = defineProblem(404, 'USER_NOT_FOUND', 'User not found')
 * throw userNotFound('No user has this id.')
 */
export function defineProblem(status: number, code: string, title: string): ProblemKind {
  const create = (detail: string, options?: ProblemOptions) => new Problem(kind, detail, options)
  const kind: ProblemKind = Object.assign(create, { status, code, title })
  return kind
}

/** The part of a route's `response` schema that documents how it can fail. */
export function problemAnswers(...kinds: ProblemKind[]) {
  const byStatus = Map.groupBy(kinds, (kind) => kind.status)
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => {
      const examples = Object.fromEntries(
        group.map((kind) => [kind.code, { value: describeProblem(kind, `${kind.title}.`) }]),
      )
      const description = group.map((kind) => `${kind.code}: ${kind.title}`).join('; ')
      return [
        status,
        { description, content: { 'application/problem+json': { schema: problemSchema, examples } } },
      ]
    }),
  )
}

function describeProblem({ status, code, title }: ProblemKind, detail: string): ProblemBody {
  const type = `urn:shop:problem:${code.toLowerCase().replaceAll('_', '-')}`
  return { type, title, status, detail, code, error: title, message: detail }
}

export const validationFailed = defineProblem(400, 'VALIDATION_FAILED', 'Validation failed')
export const invalidJson = defineProblem(400, 'INVALID_JSON', 'The body is not valid JSON')
export const badRequest = defineProblem(400, 'BAD_REQUEST', 'Bad request')
export const unauthenticated = defineProblem(401, 'UNAUTHENTICATED', 'Authentication required')
export const invalidToken = defineProblem(401, 'INVALID_TOKEN', 'The token is not valid')
export const forbidden = defineProblem(403, 'FORBIDDEN', 'Not allowed')
export const routeNotFound = defineProblem(404, 'ROUTE_NOT_FOUND', 'Route not found')
export const bodyTooLarge = defineProblem(413, 'BODY_TOO_LARGE', 'The body is too large')
export const unsupportedMediaType = defineProblem(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported media type')
export const internalError = defineProblem(500, 'INTERNAL_ERROR', 'Internal error')
export const dependencyUnavailable = defineProblem(
  503,
  'DEPENDENCY_UNAVAILABLE',
  'Something this needs is unavailable',
)

/** What can be wrong with a token. */
export const tokenProblems = [unauthenticated, invalidToken]

/** What can be wrong with a body. */
export const bodyProblems = [validationFailed, invalidJson, bodyTooLarge, unsupportedMediaType]
