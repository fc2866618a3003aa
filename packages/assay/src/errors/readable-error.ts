import { AssayError } from './assay-error.ts'
import { formatError } from './format-error.ts'

/**
 * Test runners show a message and nothing else, so an error that reaches a test carries its
 * evidence, fix and code there.
 */
export function readableError(thrown: unknown): unknown {
  if (!(thrown instanceof AssayError)) return thrown
  const error = new Error(formatError(thrown), { cause: thrown.cause })
  error.name = thrown.name
  return Object.assign(error, { code: thrown.code })
}

/** Does what a test calls, so that its errors say everything. */
export async function readably<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw readableError(error)
  }
}
