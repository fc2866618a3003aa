import type { Failure } from '../http1/connection.ts'

/** A request that got no answer. What failed is already counted when it is thrown. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed'
  readonly kind: Failure['kind']

  constructor(operation: string, { kind, message }: Failure) {
    super(`${operation}: ${message}`)
    this.kind = kind
  }
}
