import type { RunValue } from './align-rounds.ts'
import type { Estimate } from './hodges-lehmann.ts'
import { holm } from './holm.ts'
import { type ComparisonVerdict, judgeMeasure, type MeasureJudgement, worstVerdict } from './judge-measure.ts'
import { medianOf } from './median.ts'
import type { CompareOptions, MeasureTraits, RunSample } from './run-sample.ts'
import { runsNeeded } from './runs-needed.ts'
import { type MeasureTest, type MeasureValues, testMeasure } from './test-measure.ts'

/** One measure, compared. */
export interface MeasureComparison extends MeasureJudgement {
  readonly measure: string
  readonly better: 'lower' | 'higher'
  /** How many runs have the measure, and the median of their values. */
  readonly baseline: { readonly runs: number; readonly median: number }
  readonly candidate: { readonly runs: number; readonly median: number }
  /** Candidate by baseline, with its interval; `undefined` when it cannot be told. */
  readonly ratio: Estimate | undefined
  readonly pValue: number
  /** Corrected for how many measures were compared. */
  readonly adjustedPValue: number
}

/** Two builds, compared. */
export interface RunComparison {
  /** The worst: a regression, else what is inconclusive, else an improvement, else unchanged. */
  readonly verdict: ComparisonVerdict
  readonly measures: readonly MeasureComparison[]
  /** What could not be compared, or was left out, in sentences. */
  readonly notes: readonly string[]
}

const DEFAULT_ALPHA = 0.05
const DEFAULT_MINIMUM_EFFECT = 0.05
const DEFAULT_CONFIDENCE = 0.95

/**
 * Compares runs of a candidate with runs of a baseline, measure by measure: a Mann-Whitney test
 * over runs, corrected by Holm for all measures, and the Hodges-Lehmann estimate of the ratio. A
 * change takes both, significance and the minimum effect; "unchanged" takes an interval within the
 * minimum effect. When runs carry their round, the drift of the machine is taken away first.
 *
 * Ten rounds find a slowdown of 10 % nearly always if the same build varies by 3 % from run to run.
 * Compare only the measures you would act on, such as one or two per operation: each one makes
 * the proof harder for all.
 *
 * @example
 * const runs = (p95: number) => ({ values: { 'orders GET /orders/{id} p95': p95 } })
 * compareRuns([10, 11, 10, 12].map(runs), [15, 16, 15, 17].map(runs)).verdict // 'regression'
 */
export function compareRuns(
  baseline: readonly RunSample[],
  candidate: readonly RunSample[],
  options: CompareOptions = {},
): RunComparison {
  const [before, after] = [measuresOf(baseline), measuresOf(candidate)]
  const tested = [...before.intersection(after)].map((measure): TestedMeasure => {
    const traits = options.measures?.[measure] ?? {}
    const values = {
      baseline: valuesOf(baseline, measure, traits),
      candidate: valuesOf(candidate, measure, traits),
    }
    return { measure, traits, values, test: testMeasure(values, options.confidence ?? DEFAULT_CONFIDENCE) }
  })
  const adjusted = holm(tested.map(({ test }) => test.pValue))
  const measures = tested.map((one, index) =>
    concludeMeasure(one, { adjustedPValue: adjusted[index]!, family: tested.length, options }),
  )
  const notes = [
    ...[...before.difference(after)].map((measure) => `"${measure}" is only in the baseline`),
    ...[...after.difference(before)].map((measure) => `"${measure}" is only in the candidate`),
    ...tested.flatMap(noteOfRunsLeftOut),
  ]
  return { verdict: worstVerdict(measures.map(({ verdict }) => verdict)), measures, notes }
}

interface TestedMeasure {
  readonly measure: string
  readonly traits: MeasureTraits
  readonly values: MeasureValues
  readonly test: MeasureTest
}

interface Family {
  readonly adjustedPValue: number
  /** How many measures were tested. */
  readonly family: number
  readonly options: CompareOptions
}

function concludeMeasure(
  { measure, traits, values, test }: TestedMeasure,
  family: Family,
): MeasureComparison {
  const better = traits.better ?? 'lower'
  return {
    measure,
    better,
    ...judgementOf(test, traits, family),
    baseline: summaryOf(values.baseline),
    candidate: summaryOf(values.candidate),
    ratio: test.ratio,
    pValue: test.pValue,
    adjustedPValue: family.adjustedPValue,
  }
}

function judgementOf(test: MeasureTest, traits: MeasureTraits, family: Family): MeasureJudgement {
  const { adjustedPValue, options } = family
  if (test.ratio === undefined) return { verdict: 'inconclusive', sentence: test.problem }
  const alpha = options.alpha ?? DEFAULT_ALPHA
  const hasEnough = family.family * test.smallestPValue < alpha
  return judgeMeasure({
    better: traits.better ?? 'lower',
    ratio: test.ratio,
    adjustedPValue,
    alpha,
    minimumEffect: traits.minimumEffect ?? options.minimumEffect ?? DEFAULT_MINIMUM_EFFECT,
    runsNeeded: hasEnough ? undefined : runsNeeded(alpha, family.family, test.areInRounds),
  })
}

function measuresOf(runs: readonly RunSample[]): Set<string> {
  return new Set(runs.flatMap(({ values }) => Object.keys(values)))
}

function valuesOf(runs: readonly RunSample[], measure: string, { floor }: MeasureTraits): RunValue[] {
  return runs
    .filter(({ values }) => Object.hasOwn(values, measure))
    .map(({ round, values }) => ({ round, value: Math.max(values[measure]!, floor ?? values[measure]!) }))
}

function summaryOf(values: readonly RunValue[]) {
  return { runs: values.length, median: medianOf(values.map(({ value }) => value)) }
}

function noteOfRunsLeftOut({ measure, test }: TestedMeasure): string[] {
  if (test.leftOut === 0) return []
  return [`"${measure}": runs left out, because their round is not complete: ${test.leftOut}`]
}
