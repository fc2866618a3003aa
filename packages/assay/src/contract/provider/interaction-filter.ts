import { configurationError, messageOf } from '../../errors/assay-error.ts'
import type { Interaction } from '../model/pact.ts'

/** What an interaction must be like to be verified; what is left out is not looked at. */
export interface InteractionFilter {
  /** A pattern that is found in the description. */
  readonly description?: RegExp
  /** A pattern that is found in the name of one of the states; `none` for interactions without states. */
  readonly state?: RegExp | 'none'
  /** Names of consumers. */
  readonly consumers?: readonly string[]
}

/** Whether an interaction passes a filter: all that it says must hold. */
export function isWanted(interaction: Interaction, consumer: string, filter: InteractionFilter): boolean {
  const { description, state, consumers } = filter
  if (consumers !== undefined && !consumers.includes(consumer)) return false
  if (description !== undefined && interaction.description.search(description) < 0) return false
  if (state === undefined) return true
  const { providerStates } = interaction
  if (state === 'none') return providerStates.length === 0
  return providerStates.some(({ name }) => name.search(state) >= 0)
}

/** A filter as it is given on a command line or by other Pact tools. */
export interface FilterTexts {
  readonly description?: string
  /** An empty text stands for interactions without states. */
  readonly state?: string
  readonly consumers?: readonly string[]
}

/**
 * Reads a filter; its texts are regular expressions.
 *
 * @throws AssayError `invalid_filter`
 * @example
 * readFilter({ description: 'product', state: '' }) // { description: /product/, state: 'none' }
 */
export function readFilter({ description, state, consumers }: FilterTexts): InteractionFilter {
  return {
    ...(description === undefined ? {} : { description: toPattern(description) }),
    ...(state === undefined ? {} : { state: state === '' ? 'none' : toPattern(state) }),
    ...(consumers === undefined || consumers.length === 0 ? {} : { consumers }),
  }
}

function toPattern(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch (cause) {
    throw configurationError({
      code: 'invalid_filter',
      message: `The filter "${text}" is no regular expression: ${messageOf(cause)}.`,
      fix: 'correct it, or put a backslash before each character that stands for itself',
      cause,
    })
  }
}
