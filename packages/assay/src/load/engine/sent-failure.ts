import { AssayError, messageOf } from '../../errors/assay-error.ts'
import type { SentFailure } from './protocol.ts'

/** An error as it is sent to another thread. */
export function failureToSend(error: unknown): SentFailure {
  if (!(error instanceof AssayError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error)
    return { fault: 'defect', code: 'internal_error', message: stack }
  }
  const { fault, code, message, evidence, fix } = error
  return { fault, code, message, evidence, ...(fix === undefined ? {} : { fix }) }
}

/** The error again, in the thread that was told of it. */
export function failureReceived({ fault, ...failure }: SentFailure): Error {
  return fault === 'defect' ? new Error(failure.message) : new AssayError(fault, failure)
}
