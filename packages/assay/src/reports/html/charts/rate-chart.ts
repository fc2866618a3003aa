import type { ScenarioResult } from '../../../model/load-result.ts'
import { formatCount, formatRate } from '../../content/load-quantity.ts'
import { errorKindWords, errorWords, rateOf } from '../../content/load-summary.ts'
import { html, type Markup } from '../markup.ts'
import { linearAxis } from './axis.ts'
import { lineChart } from './line-chart.ts'
import { barsPath } from './path.ts'
import { type RatePoint, ratesOf } from './rates.ts'
import { MAX_POINTS, type MaybePoint } from './thin-out.ts'
import type { TimeAxis } from './time-axis.ts'
import { timeChart } from './time-chart.ts'

const RATE_HEIGHT_PX = 110
const ERROR_HEIGHT_PX = 48
const USERS_HEIGHT_PX = 48

/** How much was done and how much was due; below it errors and virtual users. */
export function rateChart(scenario: ScenarioResult, time: TimeAxis): Markup | false {
  const { series, seriesIntervalMs: widthMs, total } = scenario
  if (series.length === 0) return false
  const rates = ratesOf(series, widthMs, time.endMs)
  const points = (name: 'requests' | 'scheduled'): MaybePoint[] =>
    rates.map((rate) => ({ atMs: (rate.fromMs + rate.toMs) / 2, value: rate[name] }))
  const rate = lineChart(
    {
      title: 'Rate',
      remark: 'per second',
      lines: [
        { name: 'requests', value: `${rateOf(total)}/s`, kind: 'series-1', points: points('requests') },
        { name: 'scheduled', value: '', kind: 'ink dashed', points: points('scheduled') },
      ],
      leastHeightPx: RATE_HEIGHT_PX,
      write: writeRate,
      hasTimes: true,
      widthMs,
    },
    time,
  )
  return html`${rate}${errorChart(scenario, rates, time)}${userChart(scenario, time)}`
}

/** Nothing is drawn of no errors: a word says it with less. */
function errorChart({ total }: ScenarioResult, rates: readonly RatePoint[], time: TimeAxis): Markup {
  const highest = rates.reduce((most, { errors }) => Math.max(most, errors), 0)
  if (highest === 0) return html`<p class="nothing">Errors: none</p>`
  const axis = linearAxis(highest, ERROR_HEIGHT_PX, writeRate)
  const bars = boundBars(rates).map(({ fromMs, toMs, errors }) => ({
    from: time.xOf(fromMs),
    to: time.xOf(toMs),
    y: axis.yOf(errors),
  }))
  const kinds = total.errors === 0 ? 'none that counts' : errorKindWords(total)
  return timeChart(
    {
      title: 'Errors',
      remark: 'per second',
      description: `${errorWords(total)}: ${kinds}; at most ${formatRate(highest)} per second`,
      heightPx: ERROR_HEIGHT_PX,
      axis,
      shapes: [html`<path class="errors" d="${barsPath(bars, ERROR_HEIGHT_PX)}"></path>`],
      keys: [{ name: 'errors', value: formatCount(total.errors), kind: 'bad', y: ERROR_HEIGHT_PX / 2 }],
      hasTimes: false,
    },
    time,
  )
}

/** Where there are more intervals than there is room, a bar is as high as the highest it stands for. */
function boundBars(rates: readonly RatePoint[]): RatePoint[] {
  const size = Math.ceil(rates.length / MAX_POINTS)
  const bars: RatePoint[] = []
  for (let start = 0; start < rates.length; start += size) {
    const members = rates.slice(start, start + size)
    const highest = members.reduce((most, rate) => (rate.errors > most.errors ? rate : most))
    if (highest.errors > 0) bars.push({ ...highest, fromMs: members[0]!.fromMs, toMs: members.at(-1)!.toMs })
  }
  return bars
}

function userChart({ series, seriesIntervalMs: widthMs, generator }: ScenarioResult, time: TimeAxis): Markup {
  const points = series.map(({ atMs, users }) => ({ atMs: atMs + widthMs, value: users }))
  const value = `max ${formatCount(generator.peakUsers)}`
  return lineChart(
    {
      title: 'Virtual users at work',
      lines: [{ name: 'users', value, kind: 'series-4', points }],
      leastHeightPx: USERS_HEIGHT_PX,
      write: writeRate,
      hasTimes: false,
      widthMs,
    },
    time,
  )
}

function writeRate(value: number): string {
  return value < 10 ? String(Number(value.toPrecision(3))) : formatCount(value)
}
