import { nearest } from '../base/nearest.ts'
import type { OpenapiDocument } from './document.ts'
import type { Operation } from './operation.ts'
import { operationsOf } from './read-operations.ts'

/** How people name an operation: `GET /products/{productId}`. */
export function nameOf({ method, path, basePaths }: Operation): string {
  return `${method} ${basePaths[0] ?? ''}${path}`
}

/** Says that no operation matches what was asked for, and which one was probably meant. */
export function undocumentedOperation(document: OpenapiDocument, asked: string): string {
  const guess = nearest(asked, operationsOf(document).map(nameOf))
  return `${asked} is not documented${guess === undefined ? '' : `; the nearest is ${guess}`}`
}
