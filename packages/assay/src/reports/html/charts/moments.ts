import type { ScenarioResult, SeriesPoint } from '../../../model/load-result.ts'
import { formatCores, formatCount, formatLatency, formatRate } from '../../content/load-quantity.ts'
import { clip } from '../../content/printable.ts'
import { drawnParts } from './drawn-parts.ts'
import { endOf } from './rates.ts'
import { type TimeAxis, timeLabel } from './time-axis.ts'

/** A span of the time that charts are over, and its numbers. */
export interface Moment {
  readonly fromMs: number
  readonly toMs: number
  /** Both in words: `18 s to 19 s`. */
  readonly when: string
  readonly phase: string | undefined
  /** The same names in every moment of a scenario. */
  readonly figures: readonly MomentFigure[]
}

/** `undefined` is what was not measured. */
type MomentFigure = readonly [name: string, value: string | undefined]

const MAX_MOMENTS = 60
const MAX_PARTS = 5
const MAX_NAME_CHARACTERS = 80

/** The time of a scenario in spans of equally many intervals, each with what its charts show there. */
export function momentsOf(scenario: ScenarioResult, time: TimeAxis): Moment[] {
  const { series, seriesIntervalMs: intervalMs } = scenario
  const size = Math.max(1, Math.ceil(series.length / MAX_MOMENTS))
  const coresAt = coresOf(scenario)
  const moments: Moment[] = []
  for (let start = 0; start < series.length; start += size) {
    const members = series.slice(start, start + size)
    const fromMs = members[0]!.atMs
    const toMs = endOf(members.at(-1)!, series[start + size], { intervalMs, endMs: time.endMs })
    if (toMs > time.endMs) continue
    const phase = time.phases.findLast((candidate) => candidate.fromMs <= fromMs)
    moments.push({
      ...{ fromMs, toMs },
      when: `${timeLabel(fromMs, time.endMs)} to ${timeLabel(toMs, time.endMs)}`,
      phase: phase === undefined ? undefined : clip(phase.name, MAX_NAME_CHARACTERS),
      figures: [...figuresOf(members, toMs - fromMs), ...coresAt(fromMs, toMs)],
    })
  }
  return moments
}

function figuresOf(members: readonly SeriesPoint[], lengthMs: number): MomentFigure[] {
  const quantiles = (['p50', 'p95', 'p99'] as const).map(
    (name): MomentFigure => [name, rangeOf(members.flatMap((point) => point[name] ?? []))],
  )
  const slowest = members.flatMap(({ max }) => max ?? [])
  const rates = (['requests', 'scheduled', 'errors'] as const).map((name): MomentFigure => {
    const count = members.reduce((total, point) => total + point[name], 0)
    return [name, `${formatRate((count * 1_000) / lengthMs)}/s`]
  })
  const users = members.reduce((most, point) => Math.max(most, point.users), 0)
  return [
    ...quantiles,
    ['max', slowest.length === 0 ? undefined : formatLatency(Math.max(...slowest))],
    ...rates,
    ['users', formatCount(users)],
  ]
}

/** Of several intervals, from the lowest to the highest: their common percentile cannot be known. */
function rangeOf(values: readonly number[]): string | undefined {
  if (values.length === 0) return undefined
  const [least, most] = [Math.min(...values), Math.max(...values)].map(formatLatency)
  return least === most ? least : `${least} – ${most}`
}

/** The CPU of the busiest parts within a span of time. */
function coresOf(scenario: ScenarioResult): (fromMs: number, toMs: number) => MomentFigure[] {
  const parts = drawnParts(scenario).drawn.slice(0, MAX_PARTS)
  return (fromMs, toMs) =>
    parts.map(({ name, usage }) => {
      const own = usage.samples.filter(({ atMs }) => atMs > fromMs && atMs <= toMs)
      const sum = own.reduce((total, { cpuCores }) => total + cpuCores, 0)
      return [name, own.length === 0 ? undefined : `${formatCores(sum / own.length)} cores`]
    })
}
