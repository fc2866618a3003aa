import type { FuzzCase, Outcome } from './fuzz-case.ts'

/** A case of which two engines say different things. */
export interface Disagreement {
  /** The number of the case. */
  readonly index: number
  readonly fuzzCase: FuzzCase
  readonly core: Outcome
  readonly assay: Outcome
}

/** Verdicts must be the same; and where both say what is wrong, so must the places. */
export function doAgree(core: Outcome, assay: Outcome): boolean {
  if (core.verdict !== assay.verdict) return false
  return core.found === undefined || assay.found === undefined || placesIn(core) === placesIn(assay)
}

function placesIn({ found = [] }: Outcome): string {
  return [...new Set(found.map(({ place }) => place))].sort().join('\n')
}
