import type { ScenarioResult } from '../model/load-result.ts'
import { DEFAULT_COLUMNS, type Line, renderLines } from './console/line.ts'
import { loadLines } from './console/load-lines.ts'

/** What the report of scenarios is printed on. */
export interface LoadConsoleReportOptions {
  /** Whether to paint. The text is the same without colours. */
  readonly color: boolean
  /** Width of the terminal. Default 100. */
  readonly columns?: number | undefined
}

/** What a person reads after load that is no part of a run. */
export function loadConsoleReport(
  scenarios: readonly ScenarioResult[],
  { color, columns = DEFAULT_COLUMNS }: LoadConsoleReportOptions,
): string {
  const page = { color, columns }
  const [, ...lines] = loadLines(scenarios, page)
  const nothing: Line = { text: 'no scenario ran', style: 'bold red' }
  return renderLines(lines.length === 0 ? [nothing] : lines, page)
}
