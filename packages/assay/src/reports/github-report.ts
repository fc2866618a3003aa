import type { RunResult } from '../model/run-result.ts'
import { headline } from './content/headline.ts'
import { annotationsOf } from './github/annotations.ts'
import { fitParts } from './github/details.ts'
import { loadPart } from './github/load-part.ts'
import { markdownList, markdownText } from './github/markdown.ts'
import { failureParts, flakyPart, gatesPart, gridPart, troubleParts } from './github/summary-parts.ts'
import { workflowCommand } from './github/workflow-command.ts'

/** GitHub shows ten errors of a step and drops the rest without a word. */
const MAX_ERRORS = 10
/** GitHub refuses a summary of more than 1 MiB, and then shows nothing of it. */
const MAX_TROUBLE_BYTES = 200_000
const MAX_FAILURE_BYTES = 500_000

/**
 * Workflow commands that show in a pull request what failed, one per line; empty when the verdict
 * is SHIP.
 *
 * @param folder The system's folder as seen from the repository's root; places in the code start there.
 */
export function githubAnnotations(result: RunResult, folder = ''): string {
  const annotations = annotationsOf(result)
  const commands = annotations
    .slice(0, MAX_ERRORS)
    .map((annotation) => workflowCommand('error', annotation, folder))
  const left = annotations.length - MAX_ERRORS
  if (left <= 0) return commands.join('\n')
  const message = `${left} more failures are in the step summary and in the report.`
  return [...commands, workflowCommand('warning', { title: result.system, message }, folder)].join('\n')
}

/**
 * What a workflow's page shows of a run: Markdown to append to the file that `GITHUB_STEP_SUMMARY`
 * names. At most 900 KB.
 */
export function githubStepSummary(result: RunResult): string {
  const trouble = troubleParts(result)
  const failures = failureParts(result)
  const parts = [
    `## ${result.verdict === 'ship' ? '✅' : '❌'} ${markdownText(headline(result))}`,
    markdownList(result.reasons),
    ...gatesPart(result.gates),
    gridPart(result),
    ...loadPart(result.scenarios),
    ...(trouble.length === 0 ? [] : ['### Outside of tests', ...fitParts(trouble, MAX_TROUBLE_BYTES)]),
    ...(failures.length === 0 ? [] : ['### Failed tests', ...fitParts(failures, MAX_FAILURE_BYTES)]),
    ...flakyPart(result),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
