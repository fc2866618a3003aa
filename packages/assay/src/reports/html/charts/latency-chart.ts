import type { ScenarioResult, SeriesPoint } from '../../../model/load-result.ts'
import { formatLatency } from '../../content/load-quantity.ts'
import { latencyOf } from '../../content/load-summary.ts'
import { html, type Markup } from '../markup.ts'
import { latencyAxis, type ValueAxis } from './axis.ts'
import type { Key } from './keys.ts'
import { areaPath, dotsPath } from './path.ts'
import { highestOf, type MaybePoint, runsOf, thinOut } from './thin-out.ts'
import type { TimeAxis } from './time-axis.ts'
import { lineShape, placesOf, type Scales, timeChart } from './time-chart.ts'

const HEIGHT_PX = 200

type Quantile = 'p50' | 'p95' | 'p99' | 'max'

/** Latency over time: the median, bands up to the 95th and the 99th percentile, and what was slowest. */
export function latencyChart(scenario: ScenarioResult, time: TimeAxis): Markup | false {
  const { series, seriesIntervalMs: widthMs } = scenario
  if (!series.some(({ p50 }) => p50 !== undefined)) return false
  const axis = latencyAxis(rangeOf(series), HEIGHT_PX)
  const scales = { time, axis, widthMs }
  const points = (name: Quantile) => quantileOf(series, name, widthMs)
  const slowest = runsOf(thinOut(points('max'))).flat()
  return timeChart(
    {
      title: 'Latency',
      remark: remarkOn(axis, time),
      description: describe(scenario),
      heightPx: HEIGHT_PX,
      axis,
      shapes: [
        band(points('p99'), points('p95'), 'outer', scales),
        band(points('p95'), points('p50'), 'inner', scales),
        lineShape(points('p50'), 'median', scales),
        html`<path class="dots" d="${dotsPath(slowest.map(({ atMs, value }) => [time.xOf(atMs), axis.yOf(value)]))}"></path>`,
      ],
      keys: keysOf(scenario, axis),
      hasTimes: true,
    },
    time,
  )
}

function remarkOn({ isLogarithmic }: ValueAxis, { phases }: TimeAxis): string {
  const hasShade = phases.some(({ isMeasured }) => !isMeasured)
  const words = [
    'from when a request was due',
    isLogarithmic ? 'logarithmic scale' : '',
    hasShade ? 'shaded time does not count' : '',
  ]
  return words.filter((word) => word !== '').join('; ')
}

/** A percentile of each interval, at its middle. */
function quantileOf(series: readonly SeriesPoint[], name: Quantile, widthMs: number): MaybePoint[] {
  return series.map((point) => ({ atMs: point.atMs + widthMs / 2, value: point[name] }))
}

/** From the lowest median to the slowest answer. */
function rangeOf(series: readonly SeriesPoint[]) {
  const highest = highestOf(series.map(({ atMs, max }) => ({ atMs, value: max })))
  const medians = series.map(({ p50 }) => p50 ?? 0).filter((median) => median > 0)
  const lowest = medians.reduce((least, median) => Math.min(least, median), highest)
  return { lowest, highest }
}

function band(
  upper: readonly MaybePoint[],
  lower: readonly MaybePoint[],
  kind: 'inner' | 'outer',
  scales: Scales,
): Markup {
  const [tops, bottoms] = [runsOf(thinOut(upper)), runsOf(thinOut(lower))]
  const areas = tops.map((top, index) =>
    areaPath(placesOf(top, scales), placesOf(bottoms[index] ?? [], scales)),
  )
  return html`<path class="band ${kind}" d="${areas.join('')}"></path>`
}

function keysOf({ series, total }: ScenarioResult, axis: ValueAxis): Key[] {
  const last = series.findLast(({ p50 }) => p50 !== undefined)
  const kinds: readonly (readonly [Quantile, string])[] = [
    ['max', 'dot'],
    ['p99', 'outer'],
    ['p95', 'inner'],
    ['p50', 'median'],
  ]
  return kinds.map(([name, kind]) => ({
    ...{ name, kind },
    value: latencyOf(total.latency, name),
    y: axis.yOf(last?.[name] ?? 0),
  }))
}

function describe({ total, series }: ScenarioResult): string {
  const { latency } = total
  const medians = series.flatMap(({ p50 }) => (p50 === undefined ? [] : [p50]))
  const range = [
    medians.reduce((least, ms) => Math.min(least, ms)),
    medians.reduce((most, ms) => Math.max(most, ms)),
  ]
  const overall = (['p50', 'p95', 'p99', 'max'] as const).map((name) => `${name} ${latencyOf(latency, name)}`)
  return `${overall.join(', ')} over all; the median of an interval is between ${range.map(formatLatency).join(' and ')}`
}
