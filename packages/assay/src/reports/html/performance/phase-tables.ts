import { formatDuration } from '../../../base/duration.ts'
import type { PhaseResult, ScenarioResult } from '../../../model/load-result.ts'
import { formatCount } from '../../content/load-quantity.ts'
import { clip } from '../../content/printable.ts'
import { fitInto } from '../fit-into.ts'
import { html, type Markup } from '../markup.ts'
import { type FiguresTable, figuresTable } from './figures-table.ts'

const MAX_BYTES = 40_000
const MAX_NAME_CHARACTERS = 120
const TABLE: Omit<FiguresTable, 'label' | 'hasRate'> = {
  latencies: [
    ['p50', 'p50'],
    ['p95', 'p95'],
    ['p99', 'p99'],
    ['Max', 'max'],
  ],
  hasNaive: false,
  most: 30,
}

/** The operations of each phase, to unfold. */
export function phaseTables({ phases }: ScenarioResult): Markup | false {
  if (phases.length < 2) return false
  const { shown, left } = fitInto(phases, MAX_BYTES, phaseTable)
  return html`<h4>Phases</h4>${shown}${left > 0 && html`<p>and ${left} more phases left out here.</p>`}`
}

function phaseTable(phase: PhaseResult): Markup {
  const name = clip(phase.name, MAX_NAME_CHARACTERS)
  const summary = html`<b>${name}</b> <small>${factsOf(phase).join(' · ')}</small>`
  if (phase.operations.length === 0) return html`<p class="phase">${summary}</p>`
  const table = { ...TABLE, label: `Operations in ${name}`, hasRate: hasLength(phase) }
  return html`<details class="phase"><summary>${summary}</summary>${figuresTable(phase.operations, table)}</details>
`
}

function factsOf(phase: PhaseResult): string[] {
  const { fromMs, toMs, isMeasured, total } = phase
  const { scheduled, errors, latency } = total
  return [
    ...(hasLength(phase)
      ? [`${fromMs === 0 ? '0' : formatDuration(fromMs)} to ${formatDuration(toMs)}`]
      : []),
    scheduled === 0 ? 'no requests' : `${formatCount(scheduled)} ${scheduled === 1 ? 'request' : 'requests'}`,
    ...(latency.count === 0
      ? []
      : [`p50 ${formatDuration(latency.p50)}, p95 ${formatDuration(latency.p95)}`]),
    ...(errors === 0 ? [] : [`${formatCount(errors)} ${errors === 1 ? 'error' : 'errors'}`]),
    ...(isMeasured ? [] : ['not counted']),
  ]
}

/** Setting up happens before the time of the scenario begins. */
function hasLength({ fromMs, toMs }: PhaseResult): boolean {
  return toMs > fromMs
}
