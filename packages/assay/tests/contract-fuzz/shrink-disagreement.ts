import { askAssay } from './assay-outcome.ts'
import { type Disagreement, doAgree } from './disagreement.ts'
import { explain } from './explain.ts'
import type { KnownDifference } from './known-differences.ts'
import type { PactCore } from './oracles/pact-core.ts'
import { smallerCases } from './smaller-cases.ts'

const MOST_STEPS = 200
const REPETITIONS = 60

/** Whether pact-core, asked again, agrees after all: of rules that weigh the same it takes any one. */
export async function isOfTwoMinds(
  disagreement: Disagreement,
  known: readonly KnownDifference[],
  core: PactCore,
): Promise<boolean> {
  const answers = await core.ask(Array.from({ length: REPETITIONS }, () => disagreement.fuzzCase))
  return answers.some(({ outcome }) => {
    const again = { ...disagreement, core: outcome }
    return doAgree(again.core, again.assay) || explain(again, known) !== undefined
  })
}

/** A small case of which the engines say the same different things, in a way that is not known. */
export async function shrinkDisagreement(
  disagreement: Disagreement,
  known: readonly KnownDifference[],
  core: PactCore,
): Promise<Disagreement> {
  let smallest = disagreement
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const smaller = await findSmaller(smallest, known, core)
    if (smaller === undefined) return smallest
    smallest = smaller
  }
  return smallest
}

async function findSmaller(
  disagreement: Disagreement,
  known: readonly KnownDifference[],
  core: PactCore,
): Promise<Disagreement | undefined> {
  const candidates = smallerCases(disagreement.fuzzCase)
  const answers = await core.ask(candidates)
  for (const [index, fuzzCase] of candidates.entries()) {
    const { outcome, pact } = answers[index]!
    const smaller = { ...disagreement, fuzzCase, core: outcome, assay: askAssay(fuzzCase, pact) }
    if (!isAlike(smaller, disagreement) || explain(smaller, known) !== undefined) continue
    if (!(await isOfTwoMinds(smaller, known, core))) return smaller
  }
  return undefined
}

function isAlike(smaller: Disagreement, { core, assay }: Disagreement): boolean {
  const areVerdictsSame = smaller.core.verdict === core.verdict && smaller.assay.verdict === assay.verdict
  return areVerdictsSame && !doAgree(smaller.core, smaller.assay)
}
