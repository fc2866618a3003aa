import { infrastructureError } from '../../errors/assay-error.ts'
import type { Address } from '../../model/system.ts'
import type { Namespace } from '../resource-server.ts'

export interface NumberedOptions {
  /** Named in the error when all are in use. */
  readonly resource: string
  readonly count: number
  readonly addressOf: (index: number) => Address
  /** Empties a namespace so that it can be given out again. */
  readonly clear: (index: number) => Promise<void>
}

/** Gives out the namespaces of a server that has a fixed number of them. */
export function numberedNamespaces(options: NumberedOptions): () => Promise<Namespace> {
  const cleared: number[] = []
  let unused = 0
  return async () => {
    const index = cleared.pop() ?? unused++
    if (index >= options.count) throw exhausted(options)
    return {
      address: options.addressOf(index),
      async [Symbol.asyncDispose]() {
        await options.clear(index)
        cleared.push(index)
      },
    }
  }
}

function exhausted({ resource, count }: NumberedOptions) {
  return infrastructureError({
    code: 'namespaces_exhausted',
    message: `All ${count} namespaces of "${resource}" are in use.`,
    fix: 'use isolation "worker" or "file" instead of "test" for the tests that need it',
  })
}
