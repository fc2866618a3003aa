import type { ScenarioResult } from '../../../model/load-result.ts'
import { errorWords, latencyOf, rateOf } from '../../content/load-summary.ts'
import { clip } from '../../content/printable.ts'
import { scenarioAnchor } from '../anchors.ts'
import { fitInto } from '../fit-into.ts'
import { html, type Markup } from '../markup.ts'
import { statusLabel } from './status-label.ts'

const MAX_ROWS = 100
const MAX_BYTES = 100_000
const MAX_NAME_CHARACTERS = 120
const MAX_LOAD_CHARACTERS = 160

/** All scenarios with their most important figures; those that are told in full are linked. */
export function overviewTable(scenarios: readonly ScenarioResult[], linked: number): Markup {
  const rows = fitInto(scenarios.slice(0, MAX_ROWS), MAX_BYTES, (scenario, index) =>
    overviewRow(scenario, index, index < linked),
  )
  const left = scenarios.length - rows.shown.length
  return html`<div class="scroll" role="region" aria-label="Scenarios" tabindex="0"><table class="figures-table">
<thead><tr><th scope="col">Scenario</th><th scope="col" class="words">Status</th><th scope="col">Requests/s</th><th scope="col">p50</th><th scope="col">p95</th><th scope="col">p99</th><th scope="col" class="words">Errors</th><th scope="col" class="words">Saturated</th></tr></thead>
<tbody>${rows.shown}</tbody></table></div>${left > 0 && html`<p>and ${left} more left out here.</p>`}`
}

function overviewRow(scenario: ScenarioResult, index: number, isLinked: boolean): Markup {
  const { name, load, status, total, saturations } = scenario
  const shown = clip(name, MAX_NAME_CHARACTERS)
  const title = isLinked ? html`<a href="#${scenarioAnchor(index)}">${shown}</a>` : shown
  const saturated = saturations.slice(0, 3).map(({ part }) => part)
  return html`<tr class="scenario-row is-${status}"><th scope="row">${title}<small>${clip(load, MAX_LOAD_CHARACTERS)}</small></th><td class="words">${statusLabel(status)}</td>
<td>${rateOf(total)}</td>${(['p50', 'p95', 'p99'] as const).map((quantile) => html`<td>${latencyOf(total.latency, quantile)}</td>`)}
<td class="words${total.errors + total.dropped > 0 && ' bad'}">${errorWords(total)}</td><td class="words">${saturated.length === 0 ? '–' : clip(saturated.join(', '), MAX_NAME_CHARACTERS)}</td></tr>
`
}
