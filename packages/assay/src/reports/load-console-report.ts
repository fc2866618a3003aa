import type { ScenarioResult } from '../model/load-result.ts'
import { BLANK, type Line, renderLines } from './console/line.ts'
import { loadLines } from './console/load-lines.ts'

const DEFAULT_COLUMNS = 100

/** What the report of scenarios is printed on. */
export interface LoadConsoleReportOptions {
  /** Whether to paint. The text is the same without colours. */
  readonly color: boolean
  /** Width of the terminal. Default 100. */
  readonly columns?: number
  /** Where the HTML report is, to be told at the end. */
  readonly reportFile?: string
}

/** What a person reads after load that is no part of a run. */
export function loadConsoleReport(
  scenarios: readonly ScenarioResult[],
  { color, columns = DEFAULT_COLUMNS, reportFile }: LoadConsoleReportOptions,
): string {
  const page = { color, columns }
  const [, ...lines] = loadLines(scenarios, page)
  const nothing: Line = { text: 'no scenario ran', style: 'bold red' }
  const file: Line[] = reportFile === undefined ? [] : [BLANK, { text: `report: ${reportFile}`, hang: 2 }]
  return renderLines([...(lines.length === 0 ? [nothing] : lines), ...file], page)
}
