import type { DistributionBar, LatencySummary, ScenarioResult } from '../../../model/load-result.ts'
import { formatLatency } from '../../content/load-quantity.ts'
import { html, type Markup } from '../markup.ts'
import { latencyTick, linearAxis, logarithmicSteps } from './axis.ts'
import { barsPath } from './path.ts'
import { bottomLabels, gridLines, PLOT_UNITS, percentOf, plot, valueLabels } from './plot.ts'

const HEIGHT_PX = 150
/** Above the bars, a row for the name of each marker, so that no two ever meet. */
const MARKER_ROW_PX = 17
const MOST_TICKS = 8
const MARKERS = ['p50', 'p95', 'p99'] as const

/** How often each latency came, on a logarithmic axis, with the percentiles marked. */
export function distributionChart({ distribution, total }: ScenarioResult): Markup | false {
  const bars = distribution.filter(({ count, fromMs, toMs }) => count > 0 && fromMs > 0 && toMs > fromMs)
  if (bars.length === 0 || total.latency.count === 0) return false
  const all = bars.reduce((sum, { count }) => sum + count, 0)
  const highest = bars.reduce((most, { count }) => Math.max(most, count), 0) / all
  const axis = linearAxis(highest, HEIGHT_PX, formatRoundShare)
  const { xOf, from, to } = latencyScale(bars)
  const topPx = MARKERS.length * MARKER_ROW_PX
  const shapes = bars.map(({ fromMs, toMs, count }) => ({
    from: xOf(fromMs),
    to: xOf(toMs),
    // What came at least once can be seen.
    y: Math.min(axis.yOf(count / all), HEIGHT_PX - 1),
  }))
  const labels = logarithmicSteps(from, to, MOST_TICKS).map((ms) => ({ x: xOf(ms), label: latencyTick(ms) }))
  return html`<div class="panel alone"><h4>Latency distribution <small>share of answers; logarithmic scale</small></h4>
<div class="chart" role="img" aria-label="Latency distribution: ${describe(total.latency)}" style="padding-top:${topPx}px">${valueLabels(axis, HEIGHT_PX)}${plot(
    HEIGHT_PX,
    [gridLines(axis), html`<path class="bars" d="${barsPath(shapes, HEIGHT_PX)}"></path>`],
  )}<div class="markers">${MARKERS.map((name, row) => marker(name, total.latency[name], { x: xOf(total.latency[name]), row }))}</div>${bottomLabels(labels)}</div></div>
`
}

type ToX = (ms: number) => number

/** Every latency is in one of the bars. */
function latencyScale(bars: readonly DistributionBar[]) {
  const from = bars[0]!.fromMs
  const to = bars.at(-1)!.toMs
  const [left, right] = [Math.log(from), Math.log(to)]
  const xOf: ToX = (ms) => (PLOT_UNITS * (Math.log(Math.min(Math.max(ms, from), to)) - left)) / (right - left)
  return { xOf, from, to }
}

/** A line at a percentile; its name is on the side where there is more room. */
function marker(name: string, ms: number, { x, row }: { readonly x: number; readonly row: number }): Markup {
  const style = `left:${percentOf(x)};top:${row * MARKER_ROW_PX}px`
  return html`<span class="marker${x > PLOT_UNITS * 0.6 && ' left'}" style="${style}"><span><b>${name}</b> ${formatLatency(ms)}</span></span>`
}

function describe(latency: LatencySummary): string {
  return [
    `half of the answers took at most ${formatLatency(latency.p50)}`,
    `95 % at most ${formatLatency(latency.p95)}`,
    `99 % at most ${formatLatency(latency.p99)}`,
    `the slowest ${formatLatency(latency.max)}`,
  ].join(', ')
}

function formatRoundShare(share: number): string {
  return share === 0 ? '0' : `${Number((share * 100).toPrecision(3))} %`
}
