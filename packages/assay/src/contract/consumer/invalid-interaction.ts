import { type AssayError, configurationError } from '../../errors/assay-error.ts'

/** An interaction, or a matcher in one, that a pact cannot hold. */
export function invalidInteraction(
  message: string,
  details: { readonly evidence?: readonly string[]; readonly fix?: string } = {},
): AssayError {
  return configurationError({ code: 'invalid_interaction', message, ...details })
}
