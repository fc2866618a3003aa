import { type Disagreement, doAgree } from './disagreement.ts'
import type { Outcome } from './fuzz-case.ts'
import { KNOWN_DIFFERENCES, type KnownDifference } from './known-differences.ts'

/**
 * The known differences that a disagreement comes from; `undefined` when without what they concern
 * the engines still disagree.
 */
export function explain(disagreement: Disagreement): readonly KnownDifference[] | undefined {
  const met = KNOWN_DIFFERENCES.filter(({ isMet }) => isMet(disagreement))
  const { core, assay } = withoutThem(disagreement, met)
  if (!doAgree(core, assay)) return undefined
  return met.filter((known) => {
    const rest = withoutThem(disagreement, [known])
    return rest.core !== disagreement.core || rest.assay !== disagreement.assay
  })
}

/** What both engines say but for what differences concern. */
export function withoutThem(
  { fuzzCase, core, assay }: Disagreement,
  differences: readonly KnownDifference[],
): Pick<Disagreement, 'core' | 'assay'> {
  const without = (outcome: Outcome): Outcome => {
    if (differences.some(({ concerns }) => concerns === undefined)) return { verdict: 'match' }
    const found = outcome.found?.filter(
      (one) => !differences.some(({ concerns }) => concerns?.(one, fuzzCase)),
    )
    if (found === undefined || found.length === outcome.found?.length) return outcome
    return { verdict: found.length === 0 ? 'match' : 'mismatch', found }
  }
  return { core: without(core), assay: without(assay) }
}
