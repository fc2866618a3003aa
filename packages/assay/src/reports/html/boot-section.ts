import { formatDuration } from '../../base/duration.ts'
import type { RunResult } from '../../model/run-result.ts'
import { type BootTime, bootTimes } from '../content/boot-times.ts'
import { html, type Markup } from './markup.ts'

/** When each part came up, as bars on one scale. */
export function bootSection({ parts, bootMs, isWarm }: RunResult): Markup | false {
  if (parts.length === 0) return false
  const times = bootTimes(parts)
  const endMs = Math.max(1, ...times.map(({ toMs }) => toMs))
  const took = bootMs === undefined ? '' : ` in ${formatDuration(bootMs)}`
  const heading = isWarm ? 'Boot of the system that "assay up" keeps running' : `Booted${took}`
  return html`<section id="boot"><h2>${heading}</h2><table class="boot">
<thead class="unseen"><tr><th scope="col">Part</th><th scope="col">From start to ready</th><th scope="col">Duration</th></tr></thead>
<tbody>${times.map((time) => bootRow(time, endMs))}</tbody></table></section>`
}

function bootRow({ part, fromMs, toMs }: BootTime, endMs: number): Markup {
  const percent = (ms: number) => `${((100 * ms) / endMs).toFixed(2)}%`
  const about = [part.kind, part.version, part.provider].filter((word) => word !== undefined).join(' ')
  const isResource = part.kind !== 'service'
  return html`<tr><th scope="row">${part.part} <small>${about}</small></th>
<td><span class="bar${isResource && ' resource'}" style="margin-left:${percent(fromMs)};width:${percent(toMs - fromMs)}"></span></td>
<td>${formatDuration(part.durationMs)}</td></tr>`
}
