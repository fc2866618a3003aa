import { formatDuration } from '../base/duration.ts'
import type { MeasureComparison } from '../load/comparison/compare-runs.ts'
import { type ComparisonVerdict, worstVerdict } from '../load/comparison/judge-measure.ts'
import type { MeasureUnit } from '../load/comparison/run-sample.ts'
import type {
  BuildComparison,
  ScenarioComparison,
  StoredRunCounts,
} from '../load/comparison/scenario-comparison.ts'
import { BLANK, DEFAULT_COLUMNS, type Line, renderLines, type Style } from './console/line.ts'
import type { ConsoleReportOptions } from './console-report.ts'

const MAX_CHANGES = 3

const STYLES: Readonly<Record<ComparisonVerdict, Style>> = {
  regression: 'red',
  improvement: 'green',
  unchanged: 'dim',
  inconclusive: 'yellow',
}

const SHOWN: Readonly<Record<MeasureUnit, (value: number) => string>> = {
  ms: formatDuration,
  share: (value) => `${Number((value * 100).toFixed(1))} %`,
}

/** What a person reads after a comparison: the verdict first, then each measure with its statistics. */
export function comparisonReport(
  result: BuildComparison,
  options: Omit<ConsoleReportOptions, 'reportFile'>,
): string {
  const verdict = verdictOf(result)
  const lines: Line[] = [
    { text: headlineOf(result, verdict), style: verdict === 'regression' ? 'bold red' : 'bold' },
    ...result.notes.map((text): Line => ({ text, indent: 2, hang: 2, style: 'yellow' })),
    ...result.scenarios.flatMap(scenarioLines),
  ]
  return renderLines(lines, { color: options.color, columns: options.columns ?? DEFAULT_COLUMNS })
}

/** The worst of all scenarios. */
export function verdictOf({ scenarios }: BuildComparison): ComparisonVerdict {
  return worstVerdict(scenarios.map(({ verdict }) => verdict))
}

function headlineOf(result: BuildComparison, verdict: ComparisonVerdict): string {
  const { reference, commit, stored, rounds, wasInterrupted } = result
  const named = `${reference} (${commit.slice(0, 9)})`
  const inTurns = `${named}, ${counted(rounds, 'round')} in turns`
  const against = stored === undefined ? inTurns : storedRuns(stored, named)
  return `${verdict.toUpperCase()} against ${against}${wasInterrupted ? ', interrupted' : ''}`
}

function storedRuns({ reference, main }: StoredRunCounts, named: string): string {
  const ofReference = `${counted(reference, 'stored run')} of ${named}`
  if (main === 0) return reference === 0 ? `${named}, of which no run is stored` : ofReference
  if (reference > 0) return `${ofReference} and ${main} of the main branch`
  return `${counted(main, 'stored run')} of the main branch, none of ${named}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function scenarioLines({ scenario, load, unanswered, comparison, changes }: ScenarioComparison): Line[] {
  return [
    BLANK,
    { text: `${scenario}  ${load}`, style: 'bold' },
    ...unanswered.map(
      (operation): Line => ({
        text: `regression    ${operation}  was answered in every run of the base, and never by this build`,
        indent: 2,
        hang: 14,
        style: STYLES.regression,
      }),
    ),
    ...comparison.measures.flatMap(measureLines),
    ...comparison.notes.map((text): Line => ({ text, indent: 2, hang: 2, style: 'dim' })),
    ...changes.slice(0, MAX_CHANGES).map(
      ({ measure, before, after, commit }): Line => ({
        text: `history: ${measure} went from ${formatDuration(before)} to ${formatDuration(after)} with ${commit?.slice(0, 9) ?? 'a run without a commit'}`,
        indent: 2,
        hang: 2,
      }),
    ),
  ]
}

function measureLines(compared: MeasureComparison): Line[] {
  const { measure, unit, verdict, sentence, baseline, candidate } = compared
  const medians = `${SHOWN[unit](baseline.median)} → ${SHOWN[unit](candidate.median)}`
  return [
    { text: `${verdict.padEnd(12)}  ${measure}  ${medians}`, indent: 2, hang: 14, style: STYLES[verdict] },
    { text: sentence, indent: 16, hang: 0, style: 'dim' },
  ]
}
