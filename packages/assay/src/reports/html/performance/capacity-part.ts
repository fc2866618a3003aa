import type { CapacityTrial, ScenarioResult } from '../../../model/load-result.ts'
import { formatLatency, formatRate, formatShare } from '../../content/load-quantity.ts'
import { capacityChart, TRIAL_SIGNS } from '../charts/capacity-chart.ts'
import { html, type Markup } from '../markup.ts'

const MAX_TRIALS = 60

/** What a capacity search tried, as a chart and as a table. */
export function capacityPart({ capacity }: ScenarioResult): Markup | false {
  if (capacity === undefined || capacity.trials.length === 0) return false
  const trials = capacity.trials.slice(0, MAX_TRIALS)
  const left = capacity.trials.length - trials.length
  return html`<div class="beside">${capacityChart({ ...capacity, trials })}<div><h4>Trials, in their order</h4><div class="scroll" role="region" aria-label="Trials" tabindex="0"><table class="figures-table">
<thead><tr><th scope="col">Outcome</th><th scope="col">Rate</th><th scope="col">p95</th><th scope="col">Errors</th></tr></thead>
<tbody>${trials.map(trialRow)}</tbody></table></div>${left > 0 && html`<p>and ${left} more left out here.</p>`}</div></div>`
}

function trialRow({ ratePerSecond, outcome, p95Ms, errorRate }: CapacityTrial): Markup {
  const word = html`<span class="trial-word ${outcome}"><span aria-hidden="true">${TRIAL_SIGNS[outcome]}</span> ${outcome}</span>`
  return html`<tr><td class="words">${word}</td><td>${formatRate(ratePerSecond)}/s</td><td>${p95Ms > 0 ? formatLatency(p95Ms) : '–'}</td><td>${formatShare(errorRate)}</td></tr>
`
}
