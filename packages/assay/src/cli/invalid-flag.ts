import { type AssayError, configurationError } from '../errors/assay-error.ts'

/** What is said of an option with a wrong value, or one that has no effect. */
export function invalidFlag(message: string, fix: string): AssayError {
  return configurationError({ code: 'invalid_flag', message, fix })
}
