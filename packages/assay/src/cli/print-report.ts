import { relative } from 'node:path'
import type { RunResult } from '../model/run-result.ts'
import { consoleReport } from '../reports/console-report.ts'
import { hasColor, printLine } from './print.ts'

/** Prints a judged result for people, as wide as their terminal. */
export function printReport(result: RunResult, reportFile: string): void {
  const report = consoleReport(result, {
    color: hasColor(process.stdout),
    columns: process.stdout.columns,
    reportFile: relative(process.cwd(), reportFile),
  })
  printLine(report)
}
