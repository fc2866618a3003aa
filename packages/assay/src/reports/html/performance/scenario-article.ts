import type { ScenarioResult } from '../../../model/load-result.ts'
import { formatCount } from '../../content/load-quantity.ts'
import {
  capacityWords,
  errorWords,
  latencyOf,
  rateOf,
  STATUS_MEANINGS,
  scheduleWords,
} from '../../content/load-summary.ts'
import { clip } from '../../content/printable.ts'
import { scenarioAnchor } from '../anchors.ts'
import { distributionChart } from '../charts/distribution-chart.ts'
import { latencyChart } from '../charts/latency-chart.ts'
import { momentColumns } from '../charts/moment-columns.ts'
import { momentsOf } from '../charts/moments.ts'
import { phaseStrip } from '../charts/phase-strip.ts'
import { rateChart } from '../charts/rate-chart.ts'
import { timeAxisOf } from '../charts/time-axis.ts'
import { usageChart } from '../charts/usage-chart.ts'
import { html, type Markup } from '../markup.ts'
import { capacityPart } from './capacity-part.ts'
import { errorList } from './error-list.ts'
import { generatorFacts } from './generator-facts.ts'
import { momentTable } from './moment-table.ts'
import { operationsTable } from './operations-table.ts'
import { phaseTables } from './phase-tables.ts'
import { statusLabel } from './status-label.ts'

const MAX_NAME_CHARACTERS = 200
const MAX_NOTES = 12
const MAX_NOTE_CHARACTERS = 2_000
const MAX_SATURATIONS = 8

/** One scenario: what it found out in figures, then the charts, then everything else. */
export function scenarioArticle(scenario: ScenarioResult, index: number, isOpen: boolean): Markup {
  const { name, load, status } = scenario
  return html`<details class="scenario is-${status}" id="${scenarioAnchor(index)}"${isOpen && html` open`}>
<summary><h3>${clip(name, MAX_NAME_CHARACTERS)}</h3> ${statusLabel(status)} <span class="load">${clip(load, MAX_NAME_CHARACTERS)}</span></summary>
${statusNotes(scenario)}${figures(scenario)}${saturated(scenario)}${capacityPart(scenario)}
${timeline(scenario)}
<div class="beside">${distributionChart(scenario)}${scenario.total.scheduled > 0 && generatorFacts(scenario)}</div>
${operationsTable(scenario)}${phaseTables(scenario)}${errorList(scenario)}
</details>
`
}

/** What a status means, and why it is so, before any figure. */
function statusNotes({ status, notes }: ScenarioResult): Markup | false {
  if (status === 'valid' && notes.length === 0) return false
  const left = notes.length - MAX_NOTES
  return html`<div class="verdict-notes is-${status}">${status !== 'valid' && html`<p><b>${status.toUpperCase()}:</b> ${STATUS_MEANINGS[status]}.</p>`}${
    notes.length > 0 &&
    html`<ul>${notes.slice(0, MAX_NOTES).map((note) => html`<li>${clip(note, MAX_NOTE_CHARACTERS)}</li>`)}${left > 0 && html`<li>and ${left} more</li>`}</ul>`
  }</div>`
}

function figures({ total, capacity }: ScenarioResult): Markup {
  if (total.scheduled === 0) return html`<p class="nothing">No requests were made.</p>`
  const shown: readonly (readonly [string, string])[] = [
    ['requests/s', rateOf(total)],
    ['p50', latencyOf(total.latency, 'p50')],
    ['p95', latencyOf(total.latency, 'p95')],
    ['p99', latencyOf(total.latency, 'p99')],
    [total.errors === 1 ? 'error' : 'errors', formatCount(total.errors)],
  ]
  return html`${capacity !== undefined && html`<p class="found">${clip(capacityWords(capacity), MAX_NOTE_CHARACTERS)}</p>`}<dl class="figures">${shown.map(
    ([name, value]) =>
      html`<div${name.startsWith('error') && total.errors > 0 && html` class="failed"`}><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl><p class="schedule">${scheduleWords(total)}${total.errors > 0 && html` · ${errorWords(total)}`}</p>`
}

function saturated({ saturations }: ScenarioResult): Markup | false {
  if (saturations.length === 0) return false
  const shown = saturations
    .slice(0, MAX_SATURATIONS)
    .map(
      ({ part, reason }) =>
        html`<li><b>${clip(part, MAX_NAME_CHARACTERS)}</b> ${clip(reason, MAX_NAME_CHARACTERS)}</li>`,
    )
  return html`<div class="saturated"><b>Saturated</b><ul>${shown}</ul></div>`
}

/** All charts over time, one below the other on the same axis, and their numbers. */
function timeline(scenario: ScenarioResult): Markup | false {
  const time = timeAxisOf(scenario)
  const charts = [latencyChart(scenario, time), rateChart(scenario, time), usageChart(scenario, time)]
  if (charts.every((chart) => chart === false)) return false
  const moments = momentsOf(scenario, time)
  return html`<div class="timeline">${phaseStrip(time)}${charts}${momentColumns(moments, time)}</div>${momentTable(moments)}`
}
