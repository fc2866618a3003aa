import type { OpenapiDocument } from '../../openapi/document.ts'
import { matchOperation } from '../../openapi/match-operation.ts'
import type { Operation } from '../../openapi/operation.ts'
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
      return operation && basePathOf(operation, path) + operation.path
    },
    has: (method, template) => templates.has(`${method} ${template}`),
    all: [...templates],
  }
}

/** Of the base paths that the operation may have, the longest that the path begins with. */
function basePathOf({ basePaths }: Operation, path: string): string {
  const fitting = basePaths.filter((basePath) => path.startsWith(`${basePath}/`))
  return fitting.toSorted((left, right) => right.length - left.length)[0] ?? ''
}
