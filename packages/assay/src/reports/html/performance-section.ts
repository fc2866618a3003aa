import type { ScenarioResult } from '../../model/load-result.ts'
import { statusCounts } from '../content/load-summary.ts'
import { fitInto } from './fit-into.ts'
import { html, type Markup } from './markup.ts'
import { overviewTable } from './performance/overview-table.ts'
import { scenarioArticle } from './performance/scenario-article.ts'

/** What the file may hold of scenarios in full. */
const MAX_BYTES = 500_000
const MAX_FULL = 12
const MAX_OPEN = 4

/**
 * What the load scenarios found out: all of them in a table, then each with its charts. `wholeIn` is
 * the file that holds what has no room here; a load that is no part of a run keeps none.
 */
export function performanceSection(scenarios: readonly ScenarioResult[], wholeIn?: string): Markup | false {
  if (scenarios.length === 0) return false
  const { shown } = fitInto(scenarios.slice(0, MAX_FULL), MAX_BYTES, (scenario, index) =>
    scenarioArticle(scenario, index, index < MAX_OPEN),
  )
  const left = scenarios.length - shown.length
  return html`<section id="performance"><h2>Performance <small>${statusCounts(scenarios)}</small></h2>
${scenarios.length > 1 && overviewTable(scenarios, shown.length)}${shown}${
  left > 0 &&
  html`<p>The charts and operations of ${left} more are left out here${wholeIn !== undefined && `; all about them is in ${wholeIn}`}.</p>`
}</section>`
}
