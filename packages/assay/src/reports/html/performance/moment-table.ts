import type { Moment } from '../charts/moments.ts'
import { html, type Markup } from '../markup.ts'

/** The numbers of the charts over time, to unfold: for keyboards, touch and screen readers. */
export function momentTable(moments: readonly Moment[]): Markup | false {
  const [first] = moments
  if (first === undefined) return false
  return html`<details class="moment-table"><summary>The charts as a table</summary><div class="scroll" role="region" aria-label="Values over time" tabindex="0"><table class="figures-table">
<thead><tr><th scope="col">time</th><th scope="col" class="words">phase</th>${first.figures.map(([name]) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${moments.map(momentRow)}</tbody></table></div></details>
`
}

function momentRow({ when, phase, figures }: Moment): Markup {
  return html`<tr><th scope="row">${when}</th><td class="words">${phase ?? '–'}</td>${figures.map(([, value]) => html`<td>${value ?? '–'}</td>`)}</tr>
`
}
