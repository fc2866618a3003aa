import { html } from '../../reports/html/markup.ts'
import type { Urls } from '../hal/urls.ts'
import type { IntegrationState } from '../store/integrations.ts'
import type { FactsOf } from '../store/version-facts.ts'
import { contractTable } from './contract-table.ts'
import { networkSvg } from './network-svg.ts'
import { page } from './page.ts'
import { countStates, STATES, stateOf } from './result-state.ts'

/** Every contract as a picture and a table: its latest pact, and what its provider made of it. */
export function contractsPage(
  urls: Urls,
  integrations: readonly IntegrationState[],
  factsOf: FactsOf,
): string {
  const states = integrations.map(stateOf)
  const worst = STATES.find((state) => states.includes(state))
  // What somebody has to look at comes first.
  const rows = STATES.flatMap((state) => integrations.filter((one) => stateOf(one) === state)).map((one) => ({
    ...one,
    consumerNumber: one.number,
  }))
  const main =
    worst === undefined
      ? html`<p class="lead">No pact has been published yet.</p>`
      : html`<p class="lead">The latest pact of ${integrations.length} contracts: ${countStates(states)}. Times are UTC.</p>
<div class="scroll" tabindex="0" aria-label="Consumers point at their providers">${networkSvg(integrations)}</div>
${contractTable(urls, rows, { factsOf, isLeadingToResults: true })}`
  return page(urls, { title: 'Contracts', worst, main, isFirst: true })
}
