import type { Mismatch, MismatchKind } from '../../../src/contract/matching/mismatch.ts'

/** A mismatch as a feature describes it. */
export interface WantedMismatch {
  /** `query`, `header`, `body`, `body-content-type` … */
  readonly kind?: string
  readonly where?: string
  /** What the sentence contains; in a comparison it may also be a pattern. */
  readonly error: string
}

const KINDS: Readonly<Record<string, MismatchKind>> = { 'body-content-type': 'body-type' }

export function hasMismatch(
  mismatches: readonly Mismatch[],
  { kind, where, error }: WantedMismatch,
): boolean {
  return mismatches.some(
    (mismatch) =>
      (kind === undefined || mismatch.kind === (KINDS[kind] ?? kind)) &&
      (where === undefined || mismatch.where === where) &&
      (mismatch.sentence.includes(error) || isPatternOf(error, mismatch.sentence)),
  )
}

/** `application/json;\s*charset=UTF-8`: a few features leave spaces open. */
function isPatternOf(error: string, sentence: string): boolean {
  if (!error.includes('\\s*')) return false
  const withoutSpaces = (text: string) => text.replaceAll(/\\s\*|\s+/g, '')
  return withoutSpaces(sentence).includes(withoutSpaces(error))
}
