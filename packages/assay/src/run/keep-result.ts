import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import type { RunResult } from '../model/run-result.ts'
import { ctrfReport } from '../reports/ctrf-report.ts'
import { githubStepSummary } from '../reports/github-report.ts'
import { htmlReport } from '../reports/html-report.ts'
import { junitReport } from '../reports/junit-report.ts'
import type { ResultsStore } from '../results/results-store.ts'
import { pointLatestAt, type RunFolder, saveRunResult } from '../results/run-folder.ts'

/**
 * Keeps a judged result: in the history, as the files of its run, as the newest run, and in the
 * step summary when a GitHub workflow asks for one.
 */
export function keepResult(result: RunResult, folder: RunFolder, store: ResultsStore): void {
  store.finishRun(result)
  saveRunResult(folder, result)
  const files = {
    'results.json': () => `${JSON.stringify(ctrfReport(result), null, 2)}\n`,
    'junit.xml': () => junitReport(result),
    'report.html': () => htmlReport(result),
  }
  for (const [name, render] of Object.entries(files)) writeReport(join(folder.directory, name), render())
  pointLatestAt(folder)
  const summaryFile = process.env['GITHUB_STEP_SUMMARY']
  if (summaryFile !== undefined) appendFileSync(summaryFile, githubStepSummary(result))
}

/** Where the HTML report of a run lies. */
export function reportFileOf(folder: RunFolder): string {
  return join(folder.directory, 'report.html')
}

function writeReport(file: string, content: string): void {
  try {
    writeFileSync(file, content)
  } catch (error) {
    throw infrastructureError({
      code: 'report_not_written',
      message: `A report could not be written: ${messageOf(error)}`,
      evidence: [`file: ${file}`],
      fix: 'free space there, and run again',
      cause: error,
    })
  }
}
