import type { OpenapiDocument } from '../../openapi/document.ts'
import { matchOperation } from '../../openapi/match-operation.ts'
import { operationsOf } from '../../openapi/read-operations.ts'
import type { OperationNames } from './target.ts'

/** The operations of an OpenAPI document, as a load test names them. */
export function operationNamesOf(document: OpenapiDocument): OperationNames {
  const templates = new Set(
    operationsOf(document).flatMap(({ method, path, basePaths }) =>
      basePaths.map((basePath) => `${method} ${basePath}${path}`),
    ),
  )
  return {
    templateOf(method, path) {
      const operation = matchOperation(document, method, path)?.operation
      return operation?.path
    },
    has: (method, template) => templates.has(`${method} ${template}`),
    all: [...templates],
  }
}
