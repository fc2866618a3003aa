import { formatDuration } from '../base/duration.ts'
import type { MeasureComparison } from '../load/comparison/compare-runs.ts'
import { worstVerdict } from '../load/comparison/judge-measure.ts'
import type { BuildComparison, ScenarioComparison } from '../load/comparison/scenario-comparison.ts'
import { BLANK, type Line, renderLines, type Style } from './console/line.ts'
import type { ConsoleReportOptions } from './console-report.ts'

const DEFAULT_COLUMNS = 100
const MAX_CHANGES = 3

const STYLES: Readonly<Record<MeasureComparison['verdict'], Style>> = {
  regression: 'red',
  improvement: 'green',
  unchanged: 'dim',
  inconclusive: 'yellow',
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
export function verdictOf({ scenarios }: BuildComparison): MeasureComparison['verdict'] {
  return worstVerdict(scenarios.map(({ comparison }) => comparison.verdict))
}

function headlineOf(result: BuildComparison, verdict: MeasureComparison['verdict']): string {
  const { reference, commit, method, rounds, wasInterrupted } = result
  const against = commit === undefined ? reference : `${reference} (${commit.slice(0, 9)})`
  const how = method === 'interleaved' ? `${rounds} rounds in turns` : 'its stored runs'
  const cut = wasInterrupted ? ', interrupted' : ''
  return `${verdict.toUpperCase()} against ${against}, ${how}${cut}`
}

function scenarioLines({ scenario, load, comparison, changes }: ScenarioComparison): Line[] {
  return [
    BLANK,
    { text: `${scenario}  ${load}`, style: 'bold' },
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

function measureLines({ measure, verdict, sentence, baseline, candidate }: MeasureComparison): Line[] {
  const medians = `${formatDuration(baseline.median)} → ${formatDuration(candidate.median)}`
  return [
    { text: `${verdict.padEnd(12)}  ${measure}  ${medians}`, indent: 2, hang: 14, style: STYLES[verdict] },
    { text: sentence, indent: 16, hang: 0, style: 'dim' },
  ]
}
