import type { CapacityResult, CapacityTrial } from '../../../model/load-result.ts'
import { formatLatency, formatRate } from '../../content/load-quantity.ts'
import { capacityWords } from '../../content/load-summary.ts'
import { clip } from '../../content/printable.ts'
import { html, type Markup } from '../markup.ts'
import { latencyAxis, roundSteps } from './axis.ts'
import { bottomLabels, gridLines, PLOT_UNITS, percentOf, plot, valueLabels } from './plot.ts'

const HEIGHT_PX = 150
const MAX_REASON_CHARACTERS = 400
const MOST_TICKS = 8
/** Signs, so that people who see no colours can tell them too. */
export const TRIAL_SIGNS: Readonly<Record<CapacityTrial['outcome'], string>> = {
  holds: '●',
  breaks: '✕',
  invalid: '○',
}

/** The trials of a capacity search: the 95th percentile at each rate, and between which rates the end lies. */
export function capacityChart(capacity: CapacityResult): Markup | false {
  const { trials } = capacity
  const latencies = trials.map(({ p95Ms }) => p95Ms).filter(isLatency)
  if (latencies.length === 0) return false
  const axis = latencyAxis({ lowest: Math.min(...latencies), highest: Math.max(...latencies) }, HEIGHT_PX)
  const edges = edgesOf(capacity)
  const top = Math.max(...trials.map(({ ratePerSecond }) => ratePerSecond), ...edges) * 1.05
  const xOf = (rate: number) => (PLOT_UNITS * rate) / top
  const dots = trials.map(({ ratePerSecond, p95Ms, outcome }) => {
    // A trial without an answer has no latency, and not a good one.
    const y = isLatency(p95Ms) ? axis.yOf(p95Ms) : 0
    const place = `left:${percentOf(xOf(ratePerSecond))};top:${y.toFixed(0)}px`
    return html`<span class="trial ${outcome}" style="${place}">${TRIAL_SIGNS[outcome]}</span>`
  })
  const labels = roundSteps(top, MOST_TICKS).map((rate) => ({ x: xOf(rate), label: formatRound(rate) }))
  const legend = [
    `95th percentile at each rate${axis.isLogarithmic ? ', logarithmic scale' : ''}`,
    '● holds, ✕ breaks, ○ invalid',
    ...(latencies.length < trials.length ? ['at the top edge: no answer'] : []),
    ...(edges.length === 2 ? ['shaded: where the end lies'] : []),
  ]
  return html`<div class="panel alone"><h4>Trials <small>${legend.join('; ')}</small></h4>
<div class="chart" role="img" aria-label="Trials: ${describe(capacity)}">${valueLabels(axis, HEIGHT_PX)}${plot(
    HEIGHT_PX,
    [interval(edges.map(xOf)), gridLines(axis)],
  )}<div class="markers">${dots}</div>${bottomLabels(labels)}</div></div>
`
}

function isLatency(p95Ms: number): boolean {
  return p95Ms > 0
}

/** The highest rate that holds and the lowest that breaks, as far as they are known, from left to right. */
function edgesOf({ holdsAtPerSecond, breaksAtPerSecond }: CapacityResult): number[] {
  return [holdsAtPerSecond, breaksAtPerSecond]
    .filter((rate) => rate !== undefined)
    .sort((left, right) => left - right)
}

/** The end lies between the two edges. */
function interval([left, right]: readonly number[]): Markup | false {
  if (left === undefined || right === undefined) return false
  const [from, to] = [left.toFixed(1), right.toFixed(1)]
  return html`<path class="interval" d="M${from} 0H${to}V${HEIGHT_PX}H${from}z"></path>`
}

function formatRound(rate: number): string {
  return rate === 0 ? '0' : `${Number(rate.toPrecision(6)).toLocaleString('en')}/s`
}

function describe(capacity: CapacityResult): string {
  const trials = capacity.trials.map(
    ({ ratePerSecond, outcome, p95Ms }) =>
      `${formatRate(ratePerSecond)}/s ${outcome} with ${isLatency(p95Ms) ? formatLatency(p95Ms) : 'no answer'}`,
  )
  return `${clip(capacityWords(capacity), MAX_REASON_CHARACTERS)}; ${trials.join(', ')}`
}
