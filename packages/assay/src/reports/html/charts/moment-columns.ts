import { html, type Markup } from '../markup.ts'
import type { Moment } from './moments.ts'
import { percentOf } from './plot.ts'
import type { TimeAxis } from './time-axis.ts'

/**
 * A column for each moment, over all charts of a scenario: it marks the moment in all of them and
 * tells its numbers where the pointer is. Style alone shows them, so they need no script; the table
 * of moments says the same to people without a pointer.
 */
export function momentColumns(moments: readonly Moment[], time: TimeAxis): Markup | false {
  if (moments.length === 0) return false
  const columns = moments.map((moment) => {
    const { fromMs, toMs } = moment
    const place = `left:${percentOf(time.xOf(fromMs))};width:${percentOf(time.xOf(toMs) - time.xOf(fromMs))}`
    return html`<i${fromMs > time.endMs / 2 && html` class="late"`} style="${place}" data-moment="${linesOf(moment).join('\n')}"></i>`
  })
  return html`<div class="moments" aria-hidden="true">${columns}</div>`
}

function linesOf({ when, phase, figures }: Moment): string[] {
  return [
    phase === undefined ? when : `${when}, ${phase}`,
    ...figures.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])),
  ]
}
