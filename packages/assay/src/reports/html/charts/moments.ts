import type { ScenarioResult, SeriesPoint, UsageSample } from '../../../model/load-result.ts'
import { formatCores, formatCount, formatLatency, formatRate } from '../../content/load-quantity.ts'
import { clip } from '../../content/printable.ts'
import { html, type Markup } from '../markup.ts'
import { drawnParts } from './drawn-parts.ts'
import { percentOf } from './plot.ts'
import { endOf } from './rates.ts'
import { type TimeAxis, timeLabel } from './time-axis.ts'

/** Columns over the charts that tell what they show where the pointer is. */
const MAX_MOMENTS = 60
const MAX_PARTS = 5
const MAX_NAME_CHARACTERS = 80

/**
 * A column for each moment, over all charts of a scenario: it marks the moment in all of them and
 * tells its numbers. Style alone shows them, so they need no script.
 */
export function moments(scenario: ScenarioResult, time: TimeAxis): Markup | false {
  const { series, seriesIntervalMs: intervalMs } = scenario
  const size = Math.max(1, Math.ceil(series.length / MAX_MOMENTS))
  if (series.length === 0) return false
  const usage = usageAt(scenario)
  const columns: Markup[] = []
  for (let start = 0; start < series.length; start += size) {
    const members = series.slice(start, start + size)
    const fromMs = members[0]!.atMs
    const toMs = endOf(members.at(-1)!, series[start + size], { intervalMs, endMs: time.endMs })
    if (toMs > time.endMs) continue
    const text = [...figures(members, { fromMs, toMs, time }), ...usage(fromMs, toMs)].join('\n')
    const place = `left:${percentOf(time.xOf(fromMs))};width:${percentOf(time.xOf(toMs) - time.xOf(fromMs))}`
    columns.push(
      html`<i${fromMs > time.endMs / 2 && html` class="late"`} style="${place}" data-moment="${text}"></i>`,
    )
  }
  return html`<div class="moments" aria-hidden="true">${columns}</div>`
}

interface Span {
  readonly fromMs: number
  readonly toMs: number
  readonly time: TimeAxis
}

function figures(members: readonly SeriesPoint[], { fromMs, toMs, time }: Span): string[] {
  const phase = time.phases.findLast((candidate) => candidate.fromMs <= fromMs)
  const perSecond = (name: 'requests' | 'scheduled' | 'errors') =>
    (members.reduce((total, point) => total + point[name], 0) * 1_000) / (toMs - fromMs)
  const quantiles = (['p50', 'p95', 'p99'] as const)
    .map((name) => rangeOf(name, members))
    .filter((text) => text !== '')
  const slowest = members.reduce((most, { max }) => Math.max(most, max ?? 0), 0)
  const users = members.reduce((most, point) => Math.max(most, point.users), 0)
  const when = `${timeLabel(fromMs, time.endMs)} to ${timeLabel(toMs, time.endMs)}`
  return [
    phase === undefined ? when : `${when}, ${clip(phase.name, MAX_NAME_CHARACTERS)}`,
    ...(quantiles.length === 0 ? ['no answers'] : [...quantiles, `max ${formatLatency(slowest)}`]),
    `${formatRate(perSecond('requests'))} requests/s of ${formatRate(perSecond('scheduled'))}`,
    ...(perSecond('errors') > 0 ? [`${formatRate(perSecond('errors'))} errors/s`] : []),
    `${formatCount(users)} virtual users`,
  ]
}

/** Of several intervals, from the lowest to the highest: their common percentile cannot be known. */
function rangeOf(name: 'p50' | 'p95' | 'p99', members: readonly SeriesPoint[]): string {
  const values = members.flatMap((point) => point[name] ?? [])
  if (values.length === 0) return ''
  const [least, most] = [Math.min(...values), Math.max(...values)].map(formatLatency)
  return least === most ? `${name} ${least}` : `${name} ${least} – ${most}`
}

/** The CPU of the busiest parts within a span of time. */
function usageAt(scenario: ScenarioResult): (fromMs: number, toMs: number) => string[] {
  const parts = drawnParts(scenario).drawn.slice(0, MAX_PARTS)
  const isWithin = (fromMs: number, toMs: number) => (sample: UsageSample) =>
    sample.atMs > fromMs && sample.atMs <= toMs
  return (fromMs, toMs) =>
    parts.flatMap(({ name, usage }) => {
      const own = usage.samples.filter(isWithin(fromMs, toMs))
      if (own.length === 0) return []
      const cores = own.reduce((sum, { cpuCores }) => sum + cpuCores, 0) / own.length
      return [`${name} ${formatCores(cores)} cores`]
    })
}
