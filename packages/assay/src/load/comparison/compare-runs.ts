import type { RunValue } from './align-rounds.ts'
import type { Estimate } from './hodges-lehmann.ts'
import { holm } from './holm.ts'
import { type ComparisonVerdict, judgeMeasure, type MeasureJudgement, worstVerdict } from './judge-measure.ts'
import { medianOf } from './median.ts'
import type { CompareOptions, MeasureTraits, MeasureUnit, RunSample } from './run-sample.ts'
import { runsNeeded } from './runs-needed.ts'
import { type MeasureTest, type MeasureValues, testMeasure } from './test-measure.ts'

/** One measure, compared. */
export interface MeasureComparison extends MeasureJudgement {
  readonly measure: string
  readonly unit: MeasureUnit
  readonly better: 'lower' | 'higher'
  /** How many runs have the measure, and the median of their values. */
  readonly baseline: { readonly runs: number; readonly median: number }
  readonly candidate: { readonly runs: number; readonly median: number }
  /** Candidate by baseline; `undefined` when it cannot be told. */
  readonly ratio: Estimate | undefined
  readonly pValue: number
  /** Corrected for how many measures were compared. */
  readonly adjustedPValue: number
}

/** Runs of two builds under the same load. */
export interface RunPair {
  readonly baseline: readonly RunSample[]
  readonly candidate: readonly RunSample[]
  readonly measures?: CompareOptions['measures']
}

/** Two builds, compared. */
export interface RunComparison {
  /** The worst: a regression, else what is inconclusive, else an improvement, else unchanged. */
  readonly verdict: ComparisonVerdict
  readonly measures: readonly MeasureComparison[]
  /** What could not be compared, or was left out, in sentences. */
  readonly notes: readonly string[]
}

/** A build that is called slower wrongly once in twenty times would soon not be listened to. */
const DEFAULT_ALPHA = 0.01
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
 * compareRuns([10, 11, 10, 12, 11].map(runs), [15, 16, 15, 17, 16].map(runs)).verdict // 'regression'
 */
export function compareRuns(
  baseline: readonly RunSample[],
  candidate: readonly RunSample[],
  { measures, ...options }: CompareOptions = {},
): RunComparison {
  return comparePairs([{ baseline, candidate, ...(measures && { measures }) }], options)[0]!
}

/**
 * Compares several pairs as one comparison, such as those of all scenarios: p values are corrected
 * for the measures of all of them together.
 */
export function comparePairs(
  pairs: readonly RunPair[],
  options: Omit<CompareOptions, 'measures'> = {},
): RunComparison[] {
  const testedPairs = pairs.map((pair) => testPair(pair, options.confidence ?? DEFAULT_CONFIDENCE))
  const all = testedPairs.flat()
  const adjusted = holm(all.map(({ test }) => test.pValue))
  const pValueOf = new Map(all.map((one, index) => [one, adjusted[index]!]))
  return pairs.map((pair, index) => {
    const tested = testedPairs[index]!
    const measures = tested.map((one) =>
      concludeMeasure(one, { adjustedPValue: pValueOf.get(one)!, family: all.length, options }),
    )
    const notes = [...notesOfOneSide(pair), ...tested.flatMap(noteOfRunsLeftOut)]
    return { verdict: worstVerdict(measures.map(({ verdict }) => verdict)), measures, notes }
  })
}

function testPair({ baseline, candidate, measures }: RunPair, confidence: number): TestedMeasure[] {
  return [...measuresOf(baseline).intersection(measuresOf(candidate))].map((measure) => {
    const traits = measures?.[measure] ?? {}
    const values = { baseline: valuesOf(baseline, measure), candidate: valuesOf(candidate, measure) }
    return { measure, traits, values, test: testMeasure(values, { floor: traits.floor, confidence }) }
  })
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
  readonly options: Omit<CompareOptions, 'measures'>
}

function concludeMeasure(tested: TestedMeasure, family: Family): MeasureComparison {
  const { measure, traits, values, test } = tested
  const { unit = 'ms', better = 'lower' } = traits
  return {
    ...{ measure, unit, better },
    ...judgementOf(tested, family),
    baseline: summaryOf(values.baseline),
    candidate: summaryOf(values.candidate),
    ratio: test.ratio,
    pValue: test.pValue,
    adjustedPValue: family.adjustedPValue,
  }
}

function judgementOf({ traits, values, test }: TestedMeasure, family: Family): MeasureJudgement {
  const { adjustedPValue, options } = family
  if (test.ratio === undefined) return { verdict: 'inconclusive', sentence: test.problem }
  const alpha = options.alpha ?? DEFAULT_ALPHA
  const hasEnough = family.family * test.smallestPValue < alpha
  const { floor = Number.NEGATIVE_INFINITY } = traits
  if (hasEnough && [...values.baseline, ...values.candidate].every(({ value }) => value <= floor)) {
    return { verdict: 'unchanged', sentence: 'too small in every run to matter' }
  }
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

function valuesOf(runs: readonly RunSample[], measure: string): RunValue[] {
  return runs
    .filter(({ values }) => Object.hasOwn(values, measure))
    .map(({ round, values }) => ({ round, value: values[measure]! }))
}

function summaryOf(values: readonly RunValue[]) {
  return { runs: values.length, median: medianOf(values.map(({ value }) => value)) }
}

function notesOfOneSide({ baseline, candidate }: RunPair): string[] {
  const [before, after] = [measuresOf(baseline), measuresOf(candidate)]
  return [
    ...[...before.difference(after)].map((measure) => `"${measure}" is only in the baseline`),
    ...[...after.difference(before)].map((measure) => `"${measure}" is only in the candidate`),
  ]
}

function noteOfRunsLeftOut({ measure, test }: TestedMeasure): string[] {
  if (test.leftOut === 0) return []
  return [`"${measure}": runs left out, because their round is not complete: ${test.leftOut}`]
}
