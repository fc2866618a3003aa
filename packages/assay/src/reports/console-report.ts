import type { RunResult } from '../model/run-result.ts'
import { failureLines, flakyLines } from './console/failure-lines.ts'
import { gateLines } from './console/gate-lines.ts'
import { gridLines } from './console/grid-lines.ts'
import { DEFAULT_COLUMNS, type Line, renderLines, type Style } from './console/line.ts'
import { loadLines } from './console/load-lines.ts'
import { runLines } from './console/run-lines.ts'
import { skippedLines } from './console/skipped-lines.ts'
import { troubleLines } from './console/trouble-lines.ts'
import { headline, limitsOf } from './content/headline.ts'

const MAX_REASONS = 20

/** What the report is printed on. */
export interface ConsoleReportOptions {
  /** Whether to paint. The text is the same without colours. */
  readonly color: boolean
  /** Width of the terminal. Default 100. */
  readonly columns?: number
  /** Where the HTML report is, to be told at the end. */
  readonly reportFile?: string
}

/** What a person reads after a run: the verdict first, then why, then everything else. */
export function consoleReport(result: RunResult, options: ConsoleReportOptions): string {
  const page = { color: options.color, columns: options.columns ?? DEFAULT_COLUMNS }
  const lines: Line[] = [
    { text: headline(result), style: headlineStyle(result), hang: 2 },
    ...result.reasons.slice(0, MAX_REASONS).map((text): Line => ({ text, indent: 2, hang: 2 })),
    ...failureLines(result),
    ...flakyLines(result),
    ...skippedLines(result),
    ...troubleLines(result),
    ...gridLines(result, page),
    ...loadLines(result.scenarios, page),
    ...gateLines(result),
    ...runLines(result, options.reportFile),
  ]
  return renderLines(lines, page)
}

/** Green is for a whole run alone: the verdict on a part is not that of the whole. */
function headlineStyle(result: RunResult): Style {
  if (result.verdict === 'do-not-ship') return 'bold red'
  return limitsOf(result).length === 0 ? 'bold green' : 'bold yellow'
}
