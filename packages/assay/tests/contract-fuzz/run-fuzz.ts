import { createRandom } from '../../src/base/random.ts'
import { askAssay } from './assay-outcome.ts'
import { createMessageCase } from './cases/message-case.ts'
import { createRequestCase } from './cases/request-case.ts'
import { createResponseCase } from './cases/response-case.ts'
import { type Disagreement, doAgree } from './disagreement.ts'
import { explain } from './explain.ts'
import type { FuzzCase } from './fuzz-case.ts'
import type { PactCore } from './oracles/pact-core.ts'
import { smallerCases } from './shrink.ts'

export interface FuzzOptions {
  readonly seed: string
  /** The numbers of the cases. */
  readonly from: number
  readonly to: number
}

export interface FuzzReport {
  readonly cases: number
  readonly matches: number
  readonly mismatches: number
  /** How often each known difference was met. */
  readonly known: ReadonlyMap<string, number>
  /** In the smallest form that was found. */
  readonly unknown: readonly Disagreement[]
}

const BATCH_CASES = 400
export const TIES = 'rules of equal weight'

/** Asks both engines about generated cases. */
export async function runFuzz({ seed, from, to }: FuzzOptions, core: PactCore): Promise<FuzzReport> {
  const known = new Map<string, number>()
  const unknown: Disagreement[] = []
  let [matches, mismatches] = [0, 0]
  for (let start = from; start < to; start += BATCH_CASES) {
    const length = Math.min(BATCH_CASES, to - start)
    const cases = Array.from({ length }, (_, offset) => createCase(seed, start + offset))
    const answers = await core.ask(cases)
    for (const [offset, fuzzCase] of cases.entries()) {
      const { outcome, pact } = answers[offset]!
      const assay = askAssay(fuzzCase, pact)
      if (doAgree(outcome, assay)) {
        if (assay.verdict === 'match') matches += 1
        else mismatches += 1
        continue
      }
      const disagreement = { index: start + offset, fuzzCase, core: outcome, assay }
      const names = await namesOf(disagreement, core)
      if (names === undefined) unknown.push(await shrink(disagreement, core))
      for (const name of names ?? []) known.set(name, (known.get(name) ?? 0) + 1)
    }
  }
  return { cases: to - from, matches, mismatches, known, unknown }
}

/** A response takes a hundred times as long as a message. */
export function createCase(seed: string, index: number): FuzzCase {
  const random = createRandom(`${seed}:${index}`)
  const kind = index % 20
  if (kind === 0) return createResponseCase(random)
  return kind <= 3 ? createRequestCase(random) : createMessageCase(random)
}

async function namesOf(disagreement: Disagreement, core: PactCore): Promise<readonly string[] | undefined> {
  const known = explain(disagreement)?.map(({ name }) => name)
  return known ?? ((await isOfTwoMinds(disagreement, core)) ? [TIES] : undefined)
}

const REPETITIONS = 24

/** Of rules that weigh the same, pact-core takes any one: asked again, it may well agree. */
async function isOfTwoMinds(disagreement: Disagreement, core: PactCore): Promise<boolean> {
  const { fuzzCase } = disagreement
  const answers = await core.ask(Array.from({ length: REPETITIONS }, () => fuzzCase))
  return answers.some(({ outcome }) => {
    const again = { ...disagreement, core: outcome }
    return doAgree(outcome, again.assay) || explain(again) !== undefined
  })
}

const MOST_STEPS = 200

/** A small case of which the engines say different things, too, in a way that is not known. */
async function shrink(disagreement: Disagreement, core: PactCore): Promise<Disagreement> {
  let smallest = disagreement
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = await firstUnknown(smallest, core)
    if (next === undefined) return smallest
    smallest = next
  }
  return smallest
}

async function firstUnknown(disagreement: Disagreement, core: PactCore): Promise<Disagreement | undefined> {
  const candidates = smallerCases(disagreement.fuzzCase)
  const answers = await core.ask(candidates)
  for (const [index, fuzzCase] of candidates.entries()) {
    const { outcome, pact } = answers[index]!
    const smaller = { ...disagreement, fuzzCase, core: outcome, assay: askAssay(fuzzCase, pact) }
    const isAlike =
      smaller.core.verdict === disagreement.core.verdict &&
      smaller.assay.verdict === disagreement.assay.verdict
    if (!isAlike || doAgree(smaller.core, smaller.assay) || explain(smaller) !== undefined) continue
    if (!(await isOfTwoMinds(smaller, core))) return smaller
  }
  return undefined
}
