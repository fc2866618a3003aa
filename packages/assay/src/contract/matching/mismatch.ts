/** One way in which something is not what a pact expects. */
export interface Mismatch {
  readonly kind: MismatchKind
  /** A path expression in a body, the name of a header, parameter or metadata key, else empty. */
  readonly where: string
  /** The rule that does not hold; `equality` when the pact has none for this place. */
  readonly rule: string
  /** Both shortened. */
  readonly expected: string
  readonly actual: string
  /** The sentence that all Pact tools use for it. */
  readonly sentence: string
  /** What the sentence leaves out: why a date is none, why a pattern was given up. */
  readonly note?: string
  /** Lines with `-` are expected, with `+` actual. */
  readonly diff?: string
}

export type MismatchKind =
  | 'method'
  | 'path'
  | 'status'
  | 'query'
  | 'header'
  | 'body-type'
  | 'body'
  | 'metadata'

/** Why a value does not meet a rule. */
export interface Failing {
  readonly rule: string
  readonly sentence: string
  readonly note?: string
}

export const SHOWN_CHARACTERS = 200
const SENTENCE_CHARACTERS = 2_000

/** A value for the eyes: the beginning of a long one. */
export function shorten(text: string, characters: number = SHOWN_CHARACTERS): string {
  return text.length > characters ? `${text.slice(0, characters)}…` : text
}

/** A value within a sentence; a body of megabytes does not become a sentence of megabytes. */
export function inSentence(text: string): string {
  return shorten(text, SENTENCE_CHARACTERS)
}
