import { ok } from 'node:assert/strict'
import { Then } from '@cucumber/cucumber'
import { interactionLines } from '../../../src/cli/contract/verification-lines.ts'
import { renderLines } from '../../../src/reports/console/line.ts'
import { interactionResults } from './verification.ts'

/** Wide enough that no line is broken. */
const COLUMNS = 1_000

Then('the comment {string} will have been printed to the console', (comment: string) => assertShown(comment))

Then('the {string} will displayed as the original test name', (name: string) =>
  assertShown(`Test Name: ${name}`),
)

Then(
  'a warning will be displayed that there was no provider state callback configured for provider state {string}',
  (state: string) => assertShown(`No provider state callback is configured for provider state "${state}"`),
)

/** What `assay contract verify` prints of the results. */
function assertShown(text: string): void {
  const shown = renderLines(interactionResults().flatMap(interactionLines), {
    color: false,
    columns: COLUMNS,
  })
  ok(shown.includes(text), `"${text}" is not in:\n${shown}`)
}
