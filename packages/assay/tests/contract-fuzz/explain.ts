import { type Disagreement, doAgree } from './disagreement.ts'
import type { Outcome } from './fuzz-case.ts'
import type { KnownDifference } from './known-differences.ts'

/**
 * The known differences that a disagreement comes from; `undefined` when the engines still disagree
 * without what those concern.
 */
export function explain(
  disagreement: Disagreement,
  known: readonly KnownDifference[],
): readonly KnownDifference[] | undefined {
  const met = known.filter(({ isMet }) => isMet(disagreement))
  const [core, assay] = withoutThem(disagreement, met)
  if (!doAgree(core, assay)) return undefined
  return met.filter((one) => {
    const [otherCore, otherAssay] = withoutThem(disagreement, [one])
    return otherCore !== disagreement.core || otherAssay !== disagreement.assay
  })
}

/** What pact-core and Assay say but for what differences concern. */
function withoutThem(
  disagreement: Disagreement,
  differences: readonly KnownDifference[],
): readonly [core: Outcome, assay: Outcome] {
  const without = (outcome: Outcome): Outcome => {
    const found = outcome.found?.filter(
      (one) => !differences.some(({ concerns }) => concerns(one, disagreement)),
    )
    if (found === undefined || found.length === outcome.found?.length) return outcome
    return { verdict: found.length === 0 ? 'match' : 'mismatch', found }
  }
  return [without(disagreement.core), without(disagreement.assay)]
}
