import type { FastifyError, FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from 'fastify-type-provider-zod'
import { isDatabaseAway, isDatabaseLate } from './database-errors.ts'
import * as problem from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a malformed id in the path means: an id nothing has, so the same answer as an unknown one. */
    unknownId?: problem.ProblemKind
  }
}

const FRAMEWORK_PROBLEMS: Readonly<Record<string, problem.ProblemKind>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: problem.invalidJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: problem.invalidJson,
  FST_ERR_CTP_BODY_TOO_LARGE: problem.bodyTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem.unsupportedMediaType,
}

/** Decides what the client is told about an error. Nothing internal reaches the answer. */
export function errorToProblem(error: unknown, request: FastifyRequest): problem.Problem {
  if (error instanceof problem.Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) return validationProblem(error, request)
  if (isDatabaseAway(error) || isDatabaseLate(error)) {
    return problem.dependencyUnavailable('The database is unavailable.', { cause: error })
  }
  const { code = '', statusCode = 500, message = '' } = error as Partial<FastifyError>
  const kind = FRAMEWORK_PROBLEMS[code]
  if (kind) return kind(message, { cause: error })
  if (statusCode >= 400 && statusCode < 500) return problem.badRequest(message, { cause: error })
  return problem.internalError('The request could not be handled.', { cause: error })
}

function validationProblem(
  { validation, validationContext = 'body' }: ValidationError,
  request: FastifyRequest,
): problem.Problem {
  const { unknownId } = request.routeOptions.config
  if (validationContext === 'params' && unknownId) return unknownId(`${unknownId.title}.`)
  const errors = validation.flatMap((issue) => wrongFields(issue, validationContext))
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return problem.validationFailed(detail, { errors })
}

type ValidationError = Omit<FastifyError, 'validation'> & { validation: ZodFastifySchemaValidationError[] }

function wrongFields(issue: ZodFastifySchemaValidationError, part: string) {
  const path = issue.instancePath.slice(1).replaceAll('/', '.')
  const unknown = issue.params['keys']
  if (Array.isArray(unknown)) {
    return unknown.map((key) => ({ field: path ? `${path}.${key}` : String(key), message: 'is not known' }))
  }
  return [{ field: path || part, message: issue.message ?? 'is not valid' }]
}
