import { createRandom } from '../../src/base/random.ts'
import { askAssay } from './assay-outcome.ts'
import { createMessageCase } from './cases/message-case.ts'
import { createRequestCase } from './cases/request-case.ts'
import { createResponseCase } from './cases/response-case.ts'
import { type Disagreement, doAgree } from './disagreement.ts'
import { explain } from './explain.ts'
import type { FuzzCase } from './fuzz-case.ts'
import { type KnownDifference, TIED_RULES } from './known-differences.ts'
import type { PactCore } from './oracles/pact-core.ts'
import { isOfTwoMinds, shrinkDisagreement } from './shrink-disagreement.ts'

export interface FuzzOptions {
  readonly seed: string
  /** The numbers of the cases, the last one excluded. */
  readonly from: number
  readonly to: number
  readonly known: readonly KnownDifference[]
}

export interface FuzzReport {
  readonly matches: number
  readonly mismatches: number
  /** How many cases each known difference was met in, by its name. */
  readonly known: ReadonlyMap<string, number>
  /** In the smallest form that was found. */
  readonly unknown: readonly Disagreement[]
}

const BATCH_CASES = 400

/** Asks both engines about generated cases. */
export async function runFuzz(options: FuzzOptions, core: PactCore): Promise<FuzzReport> {
  const counts = { matches: 0, mismatches: 0 }
  const known = new Map<string, number>()
  const unknown: Disagreement[] = []
  for (let from = options.from; from < options.to; from += BATCH_CASES) {
    const length = Math.min(BATCH_CASES, options.to - from)
    const cases = Array.from({ length }, (_, offset) => createCase(options.seed, from + offset))
    const answers = await core.ask(cases)
    for (const [offset, fuzzCase] of cases.entries()) {
      const { outcome, pact } = answers[offset]!
      const assay = askAssay(fuzzCase, pact)
      if (doAgree(outcome, assay)) {
        counts[assay.verdict === 'match' ? 'matches' : 'mismatches'] += 1
        continue
      }
      const disagreement = { index: from + offset, fuzzCase, core: outcome, assay }
      const names = await namesOf(disagreement, options.known, core)
      if (names === undefined) unknown.push(await shrinkDisagreement(disagreement, options.known, core))
      for (const name of names ?? []) known.set(name, (known.get(name) ?? 0) + 1)
    }
  }
  return { ...counts, known, unknown }
}

/** Each case has randomness of its own, so that it can be made again by itself. */
function createCase(seed: string, index: number): FuzzCase {
  const random = createRandom(`${seed}:${index}`)
  // A response takes a hundred times as long as a message, a request thirty times.
  const kind = index % 20
  if (kind === 0) return createResponseCase(random)
  return kind <= 3 ? createRequestCase(random) : createMessageCase(random)
}

/** `undefined` when a disagreement is not known. */
async function namesOf(
  disagreement: Disagreement,
  known: readonly KnownDifference[],
  core: PactCore,
): Promise<readonly string[] | undefined> {
  const explained = explain(disagreement, known)
  if (explained !== undefined) return explained.map(({ name }) => name)
  return (await isOfTwoMinds(disagreement, known, core)) ? [TIED_RULES.name] : undefined
}
