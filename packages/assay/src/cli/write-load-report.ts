import { writeFileSync } from 'node:fs'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import type { ScenarioResult } from '../model/load-result.ts'
import { loadHtmlReport } from '../reports/load-html-report.ts'
import { printProgress } from './print.ts'

/**
 * Writes the results of scenarios as a file for people.
 *
 * @throws AssayError `results_not_kept`.
 */
export function writeLoadReport(file: string, results: readonly ScenarioResult[], title: string): void {
  try {
    writeFileSync(file, loadHtmlReport(results, { title }))
  } catch (cause) {
    throw infrastructureError({
      code: 'results_not_kept',
      message: `The report could not be written: ${messageOf(cause)}`,
      fix: 'free space there, or make it writable, and run again',
      cause,
    })
  }
  printProgress(`report: ${file}`)
}
