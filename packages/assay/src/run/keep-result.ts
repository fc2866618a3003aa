import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
  for (const part of result.parts) store.addPart(result.id, part)
  store.finishRun(result)
  saveRunResult(folder, result)
  const files = {
    'results.json': `${JSON.stringify(ctrfReport(result), null, 2)}\n`,
    'junit.xml': junitReport(result),
    'report.html': htmlReport(result),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder.directory, name), content)
  pointLatestAt(folder)
  const summaryFile = process.env['GITHUB_STEP_SUMMARY']
  if (summaryFile !== undefined) appendFileSync(summaryFile, githubStepSummary(result))
}

/** Where the HTML report of a run lies. */
export function reportFileOf(folder: RunFolder): string {
  return join(folder.directory, 'report.html')
}
