import { alignRounds, type RunValue } from './align-rounds.ts'
import { type Estimate, ratioOfShift, shiftInBlocks } from './hodges-lehmann.ts'
import { mannWhitneyInBlocks } from './mann-whitney.ts'
import { smallestPValue } from './runs-needed.ts'

/** The values of one measure: one per run that has it. */
export interface MeasureValues {
  readonly baseline: readonly RunValue[]
  readonly candidate: readonly RunValue[]
}

/** What the values of one measure say by themselves: how they differ, or why that cannot be told. */
export type MeasureTest = TestFigures &
  ({ readonly ratio: Estimate } | { readonly ratio: undefined; readonly problem: string })

interface TestFigures {
  /** Two-sided, not yet corrected for how many measures there are. */
  readonly pValue: number
  /** The smallest p that as many runs could have given. */
  readonly smallestPValue: number
  readonly areInRounds: boolean
  /** Runs that had no counterpart in their round. */
  readonly leftOut: number
}

export interface TestOptions {
  /** Values below count as this one. */
  readonly floor: number | undefined
  /** Of the interval of the ratio. */
  readonly confidence: number
}

/** Tests whether candidate and baseline differ, on the logarithms of the values. */
export function testMeasure(
  values: MeasureValues,
  { floor = Number.NEGATIVE_INFINITY, confidence }: TestOptions,
): MeasureTest {
  const logarithm = ({ round, value }: RunValue) => ({ round, value: Math.log(Math.max(value, floor)) })
  const [candidate, baseline] = [values.candidate.map(logarithm), values.baseline.map(logarithm)]
  if (![...candidate, ...baseline].every(({ value }) => Number.isFinite(value))) {
    return untested('only values above 0 have a ratio, and not all are; a floor would help')
  }
  const { blocks, leftOut, areInRounds } = alignRounds(candidate, baseline)
  if (!blocks.some(({ first }) => first.length > 0)) return untested('no round has runs of both sides')
  return {
    ratio: ratioOfShift(shiftInBlocks(blocks, confidence)),
    pValue: mannWhitneyInBlocks(blocks),
    smallestPValue: smallestPValue(
      blocks.map(({ first, second }) => ({ first: first.length, second: second.length })),
    ),
    areInRounds,
    leftOut,
  }
}

function untested(problem: string): MeasureTest {
  return { ratio: undefined, problem, pValue: 1, smallestPValue: 1, areInRounds: false, leftOut: 0 }
}
