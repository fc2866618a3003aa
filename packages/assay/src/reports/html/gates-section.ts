import type { GateOutcome, RunResult } from '../../model/run-result.ts'
import { gateScope } from '../content/gates.ts'
import { html, type Markup } from './markup.ts'

const OUTCOMES: Readonly<Record<GateOutcome, readonly [sign: string, word: string]>> = {
  pass: ['✓', 'holds'],
  fail: ['✗', 'does not hold'],
  unmeasured: ['✗', 'not measured'],
  'not-selected': ['–', 'not selected'],
}

/** Every gate: what it demands, what was measured, what became of it. */
export function gatesSection({ gates }: RunResult): Markup {
  const rows = gates.map(({ scope, measure, expected, measured, outcome }) => {
    const [sign, word] = OUTCOMES[outcome]
    return html`<tr class="gate ${outcome}"><td><span aria-hidden="true">${sign}</span> ${word}</td>
<th scope="row">${gateScope(scope)}</th><td>${measure}</td><td>${expected}</td><td>${measured ?? '–'}</td></tr>`
  })
  return html`<section id="gates"><h2>Gates</h2><div class="scroll" role="region" aria-label="Gates" tabindex="0"><table class="facts-table">
<thead><tr><th scope="col">Outcome</th><th scope="col">Scope</th><th scope="col">Measure</th><th scope="col">Expected</th><th scope="col">Measured</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`
}
