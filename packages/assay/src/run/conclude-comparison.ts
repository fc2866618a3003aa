import { comparePairs, type RunComparison, type RunPair } from '../load/comparison/compare-runs.ts'
import { type ComparisonVerdict, worstVerdict } from '../load/comparison/judge-measure.ts'
import type {
  ComparedSide,
  ComparisonOutcome,
  LeftOutRun,
  ScenarioComparison,
} from '../load/comparison/scenario-comparison.ts'
import type { StoredMeasurement } from '../results/results-store.ts'
import { changesIn } from './change-history.ts'
import { type ScenarioSample, storedSample, storedTraitsOf, traitsOf } from './comparison-samples.ts'
import type { MeasuredRuns } from './measure-in-turns.ts'
import type { StoredBaseline } from './stored-baseline.ts'

/** A scenario, and what is known of it beside what was measured now. */
export interface ComparedScenario {
  readonly scenario: string
  readonly load: string
  readonly history: readonly StoredMeasurement[]
  /** What it is compared with when the base was not measured. */
  readonly stored: StoredBaseline | undefined
}

/** Compares all scenarios as one comparison, and tells what each of them has shown. */
export function concludeComparison(
  scenarios: readonly ComparedScenario[],
  runs: MeasuredRuns,
): ScenarioComparison[] {
  const comparisons = comparePairs(scenarios.map((scenario) => pairOf(scenario, runs)))
  return scenarios.map((each, index) => {
    const { scenario, load, history } = each
    const comparison = comparisons[index]!
    const outcome = outcomeOf(each, runs, comparison)
    // Stored runs may be of a scenario that had other operations.
    const unanswered = each.stored === undefined ? unansweredIn(scenario, runs) : []
    return {
      ...{ scenario, load, outcome, unanswered, comparison },
      verdict: verdictOf(outcome, unanswered, comparison),
      changes: changesIn(history.filter(({ isMain }) => isMain)).map(({ change }) => change),
    }
  })
}

function pairOf({ scenario, stored }: ComparedScenario, runs: MeasuredRuns): RunPair {
  const candidate = samplesOf(runs, scenario, 'candidate')
  if (stored === undefined) {
    const baseline = samplesOf(runs, scenario, 'base')
    return { baseline, candidate, measures: traitsOf([...baseline, ...candidate]) }
  }
  const baseline = stored.runs.map(storedSample)
  return { baseline, candidate, measures: storedTraitsOf(baseline, [...baseline, ...candidate]) }
}

function outcomeOf(
  { scenario }: ComparedScenario,
  runs: MeasuredRuns,
  { measures }: RunComparison,
): ComparisonOutcome {
  const leftOut = runs.leftOut.filter((run) => run.scenario === scenario)
  const hasFailed = (side: ComparedSide) => {
    const ofSide = leftOut.filter((run) => run.side === side)
    const isNeverMeasured = samplesOf(runs, scenario, side).length === 0
    return isNeverMeasured && ofSide.length > 0 && ofSide.every(({ why }) => why === 'failed')
  }
  if (hasFailed('base') || hasFailed('candidate')) return 'failed'
  const isOverload = ({ side, why }: LeftOutRun) => side === 'candidate' && why === 'overloaded'
  if (leftOut.some(isOverload)) return 'overloaded'
  return measures.some(({ unit, ratio }) => unit === 'ms' && ratio !== undefined) ? 'compared' : 'nothing'
}

/** What every run of the base answered, and none of the candidate's. */
function unansweredIn(scenario: string, runs: MeasuredRuns): string[] {
  const [first, ...others] = samplesOf(runs, scenario, 'base')
  const candidate = samplesOf(runs, scenario, 'candidate')
  if (first === undefined || candidate.length === 0) return []
  return first.answered.filter(
    (operation) =>
      others.every(({ answered }) => answered.includes(operation)) &&
      !candidate.some(({ answered }) => answered.includes(operation)),
  )
}

function verdictOf(
  outcome: ComparisonOutcome,
  unanswered: readonly string[],
  { verdict }: RunComparison,
): ComparisonVerdict {
  return worstVerdict([
    verdict,
    ...(unanswered.length > 0 ? (['regression'] as const) : []),
    ...(outcome === 'compared' ? [] : (['inconclusive'] as const)),
  ])
}

function samplesOf({ measured }: MeasuredRuns, scenario: string, side: ComparedSide): ScenarioSample[] {
  return measured.filter((run) => run.scenario === scenario && run.side === side).map(({ sample }) => sample)
}
