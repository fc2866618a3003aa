import { html, type Markup } from '../../reports/html/markup.ts'
import type { Urls } from '../hal/urls.ts'
import type { MatrixView } from '../matrix/ask-matrix.ts'
import { contractTable } from './contract-table.ts'
import { page } from './page.ts'
import { countStates, STATES, stateOf } from './result-state.ts'

/** What was asked of the matrix, for people. */
export interface Question {
  readonly title: string
  /** Whether it was asked if something may be deployed. */
  readonly isAboutDeployment: boolean
}

/** The rows of an answer of the matrix: which version of a provider made what of which pact. */
export function resultsPage(urls: Urls, view: MatrixView, { title, isAboutDeployment }: Question): string {
  const { rows, verdict, factsOf } = view
  const states = rows.map(stateOf)
  const main = html`<p class="lead">${rows.length === 0 ? 'There are no results.' : `${countStates(states)}. Times are UTC.`}</p>
${isAboutDeployment && verdictMarkup(verdict)}
${rows.length > 0 && contractTable(urls, rows, { factsOf, isLeadingToResults: false })}`
  const worst = isAboutDeployment ? stateOfVerdict(verdict) : STATES.find((state) => states.includes(state))
  return page(urls, { title, worst, main })
}

function verdictMarkup({ deployable, notices }: MatrixView['verdict']): Markup {
  const words = deployable === true ? 'It may be deployed.' : 'It may not be deployed.'
  return html`<p><b>${words}</b></p>
<ul class="notices">${notices.map(({ text }) => html`<li>${text}</li>`)}</ul>`
}

function stateOfVerdict({ deployable }: MatrixView['verdict']) {
  if (deployable === null) return 'unknown'
  return deployable ? 'verified' : 'failed'
}
