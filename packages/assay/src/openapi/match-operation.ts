import { type OpenapiDocument, oncePerDocument } from './document.ts'
import type { Operation, ResponseDescription } from './operation.ts'
import { createPathIndex } from './path-index.ts'
import { parametersIn, parseTemplate, type Segment } from './path-template.ts'
import { operationsOf } from './read-operations.ts'

export interface OperationMatch {
  readonly operation: Operation
  /** The values of the parameters in the path, decoded. */
  readonly params: Readonly<Record<string, string>>
}

interface Entry {
  readonly operation: Operation
  readonly segments: readonly Segment[]
}

const indexOf = oncePerDocument((document) => {
  const index = createPathIndex<Entry[]>()
  for (const operation of operationsOf(document)) {
    for (const basePath of operation.basePaths) {
      const segments = parseTemplate(basePath + operation.path)
      index.getOrInsert(segments, () => []).push({ operation, segments })
    }
  }
  return index
})

/**
 * The operation a request belongs to. Literal parts of a path win over parameters, and the base
 * paths of the document's servers belong to the path.
 *
 * @example
 * matchOperation(document, 'GET', '/products/42?x=1')?.params // { productId: '42' }
 */
export function matchOperation(
  document: OpenapiDocument,
  method: string,
  target: string,
): OperationMatch | undefined {
  const path = target.replace(/[?#].*$/s, '')
  const sought = method.toUpperCase()
  return indexOf(document).find(path, (entries) => {
    const entry = entries.find(({ operation }) => operation.method === sought)
    return entry && { operation: entry.operation, params: parametersIn(entry.segments, path) }
  })
}

/** What an operation says of a status: by its number, by its range (`4XX`), or by `default`. */
export function responseFor(operation: Operation, status: number): ResponseDescription | undefined {
  const { responses } = operation
  return responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses['default']
}
