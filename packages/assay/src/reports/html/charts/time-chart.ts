import { html, type Markup } from '../markup.ts'
import type { ValueAxis } from './axis.ts'
import { type Key, keyList } from './keys.ts'
import { linePath, type Place } from './path.ts'
import { bottomLabels, gridLines, plot, valueLabels } from './plot.ts'
import { type MaybePoint, type Point, runsOf, thinOut } from './thin-out.ts'
import type { TimeAxis } from './time-axis.ts'

/** What stands in a chart over time. */
export interface TimeChart {
  readonly title: string
  /** What the title leaves open, such as the scale. */
  readonly remark?: string
  /** The essential numbers, for people who cannot see the chart. */
  readonly description: string
  readonly heightPx: number
  readonly axis: ValueAxis
  /** In the units of the plot. */
  readonly shapes: readonly Markup[]
  readonly keys: readonly Key[]
  /** Whether the times are written below it. */
  readonly hasTimes: boolean
}

/** How a point becomes a place. */
export interface Scales {
  readonly time: TimeAxis
  readonly axis: ValueAxis
  /** How long a point is drawn that stands alone. */
  readonly widthMs: number
  readonly mostPoints?: number
}

/**
 * A chart over time. Only the plot is stretched to the width of the page; texts stand around it in
 * their own size, so that they can be read on a phone too.
 */
export function timeChart(chart: TimeChart, time: TimeAxis): Markup {
  const { title, remark, description, heightPx, axis, shapes, keys, hasTimes } = chart
  const labels = time.ticks.map(({ value, label }) => ({ x: time.xOf(value), label }))
  return html`<div class="panel"><h4>${title}${remark !== undefined && html` <small>${remark}</small>`}</h4>
<div class="chart" role="img" aria-label="${title}: ${description}">${valueLabels(axis, heightPx)}${plot(
    heightPx,
    [...backdrop(time, heightPx), gridLines(axis), ...shapes],
  )}${hasTimes && bottomLabels(labels)}</div>
${keyList(keys, heightPx)}</div>
`
}

/** Lines through points, broken where something was not measured. */
export function lineShape(points: readonly MaybePoint[], kind: string, scales: Scales): Markup {
  const runs = runsOf(thinOut(points, scales.mostPoints))
  return html`<path class="line ${kind}" d="${runs.map((run) => linePath(placesOf(run, scales))).join('')}"></path>`
}

/** The places of points. One point alone is a line as long as the time it is about. */
export function placesOf(run: readonly Point[], { time, axis, widthMs }: Scales): Place[] {
  const [first] = run
  if (first === undefined) return []
  if (run.length > 1) return run.map(({ atMs, value }) => [time.xOf(atMs), axis.yOf(value)])
  return [-0.5, 0.5].map((side) => [time.xOf(first.atMs + side * widthMs), axis.yOf(first.value)])
}

/** What does not count lies in the shade; each phase ends at a line. */
function backdrop({ phases, xOf }: TimeAxis, heightPx: number): Markup[] {
  const at = (ms: number) => xOf(ms).toFixed(1)
  const shades = phases
    .filter(({ isMeasured }) => !isMeasured)
    .map(({ fromMs, toMs }) => `M${at(fromMs)} 0H${at(toMs)}V${heightPx}H${at(fromMs)}z`)
  const ends = phases.slice(0, -1).map(({ toMs }) => `M${at(toMs)} 0V${heightPx}`)
  return [
    ...(shades.length === 0 ? [] : [html`<path class="shade" d="${shades.join('')}"></path>`]),
    ...(ends.length === 0 ? [] : [html`<path class="boundary" d="${ends.join('')}"></path>`]),
  ]
}
