import { clip } from '../../content/printable.ts'
import { html, type Markup } from '../markup.ts'
import { percentOf } from './plot.ts'
import type { TimeAxis } from './time-axis.ts'

/** More names than that are in the list of phases only. */
const MAX_PHASES = 60
const MAX_NAME_CHARACTERS = 80

/** The names of the phases above the charts, each as wide as its time. Too long ones are cut by the page. */
export function phaseStrip({ phases, xOf }: TimeAxis): Markup | false {
  if (phases.length === 0 || phases.length > MAX_PHASES) return false
  return html`<ol class="phases">${phases.map(({ name, fromMs, toMs, isMeasured }) => {
    const place = `left:${percentOf(xOf(fromMs))};width:${percentOf(xOf(toMs) - xOf(fromMs))}`
    return html`<li${!isMeasured && html` class="unmeasured"`} style="${place}"><span>${clip(name, MAX_NAME_CHARACTERS)}</span></li>`
  })}</ol>`
}
