import type { CapacityResult, CapacityTrial } from '../../../model/load-result.ts'
import { formatLatency, formatRate } from '../../content/load-quantity.ts'
import { capacityWords } from '../../content/load-summary.ts'
import { clip } from '../../content/printable.ts'
import { html, type Markup } from '../markup.ts'
import { LEAST_LOGARITHMIC_RATIO, latencyTick, linearAxis, logarithmicAxis, roundSteps } from './axis.ts'
import { bottomLabels, gridLines, PLOT_UNITS, percentOf, plot, valueLabels } from './plot.ts'

const HEIGHT_PX = 150
const MAX_TRIALS = 60
const MAX_REASON_CHARACTERS = 400
const MOST_TICKS = 8
/** Signs, so that who sees no colours can tell them too. */
export const TRIAL_SIGNS: Readonly<Record<CapacityTrial['outcome'], string>> = {
  holds: '●',
  breaks: '✕',
  invalid: '○',
}

/** The trials of a capacity search: the 95th percentile at each rate, and between which rates the end lies. */
export function capacityChart(capacity: CapacityResult): Markup | false {
  // A trial without an answer has no latency, and not a good one.
  const trials = capacity.trials.slice(0, MAX_TRIALS).filter(({ p95Ms }) => p95Ms > 0)
  if (trials.length === 0) return false
  const latencies = trials.map(({ p95Ms }) => p95Ms)
  const [lowest, highest] = [Math.min(...latencies), Math.max(...latencies)]
  const isWide = highest / lowest >= LEAST_LOGARITHMIC_RATIO
  const axis = isWide
    ? logarithmicAxis({ lowest, highest }, HEIGHT_PX, latencyTick)
    : linearAxis(highest, HEIGHT_PX, latencyTick)
  const top = Math.max(...trials.map(({ ratePerSecond }) => ratePerSecond)) * 1.05 || 1
  const xOf = (rate: number) => (PLOT_UNITS * rate) / top
  const dots = trials.map(({ ratePerSecond, p95Ms, outcome }) => {
    const place = `left:${percentOf(xOf(ratePerSecond))};top:${axis.yOf(p95Ms).toFixed(0)}px`
    return html`<span class="trial ${outcome}" style="${place}">${TRIAL_SIGNS[outcome]}</span>`
  })
  const labels = roundSteps(top, MOST_TICKS).map((rate) => ({ x: xOf(rate), label: formatRound(rate) }))
  const remark = `95th percentile at each rate${isWide ? '; logarithmic scale' : ''}: ● holds, ✕ breaks, ○ invalid`
  return html`<div class="panel alone"><h4>Trials <small>${remark}</small></h4>
<div class="chart" role="img" aria-label="Trials: ${describe(capacity)}">${valueLabels(axis, HEIGHT_PX)}${plot(
    HEIGHT_PX,
    [interval(capacity, xOf), gridLines(axis)],
  )}<div class="markers">${dots}</div>${bottomLabels(labels)}</div></div>
`
}

type ToX = (rate: number) => number

/** The end lies between the highest rate that holds and the lowest that breaks. */
function interval({ holdsAtPerSecond: from, breaksAtPerSecond: to }: CapacityResult, xOf: ToX): Markup {
  if (from === undefined || to === undefined) return html``
  const [left, right] = [Math.min(from, to), Math.max(from, to)].map((rate) => xOf(rate).toFixed(1))
  return html`<path class="interval" d="M${left} 0H${right}V${HEIGHT_PX}H${left}z"></path>`
}

function formatRound(rate: number): string {
  return rate === 0 ? '0' : `${Number(rate.toPrecision(6)).toLocaleString('en')}/s`
}

function describe(capacity: CapacityResult): string {
  const trials = capacity.trials
    .slice(0, MAX_TRIALS)
    .map(
      ({ ratePerSecond, outcome, p95Ms }) =>
        `${formatRate(ratePerSecond)}/s ${outcome} with ${p95Ms > 0 ? formatLatency(p95Ms) : 'no answer'}`,
    )
  return `${clip(capacityWords(capacity), MAX_REASON_CHARACTERS)}; ${trials.join(', ')}`
}
