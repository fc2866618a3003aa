import type { PhaseResult, ScenarioResult } from '../../../model/load-result.ts'
import { roundSteps, type Tick } from './axis.ts'
import { PLOT_UNITS } from './plot.ts'

const MOST_TICKS = 10
const LONGEST_IN_SECONDS_MS = 180_000
const LONGEST_IN_MINUTES_MS = 7_200_000
const STEPS_S = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400]

/** The time of a scenario from the left edge of its charts to the right one. */
export interface TimeAxis {
  readonly endMs: number
  readonly ticks: readonly Tick[]
  /** Those that take time: a phase of no length has no place in a chart. */
  readonly phases: readonly PhaseResult[]
  /** How far from the left edge a moment is drawn, in the units of the plot. */
  readonly xOf: (atMs: number) => number
}

/** The axis that all charts of a scenario share, from its start to the end of whatever ended last. */
export function timeAxisOf({ phases, series, usage, durationMs }: ScenarioResult): TimeAxis {
  // The last interval goes on to the end of its phase, not to its own.
  const ends = [
    ...phases.map(({ toMs }) => toMs),
    ...(phases.length === 0 ? [durationMs] : []),
    series.at(-1)?.atMs ?? 0,
    ...usage.map(({ samples }) => samples.at(-1)?.atMs ?? 0),
  ]
  const endMs = ends.reduce((latest, end) => Math.max(latest, end), 1)
  return {
    endMs,
    ticks: timeTicks(endMs),
    phases: phases.filter(({ fromMs, toMs }) => toMs > fromMs),
    xOf: (atMs) => (Math.min(Math.max(atMs, 0), endMs) / endMs) * PLOT_UNITS,
  }
}

/** A time on an axis that goes to `endMs`, in one unit for all: `90 s`, `1:30 min`, `2 h`. */
export function timeLabel(atMs: number, endMs: number): string {
  if (atMs === 0) return '0'
  if (endMs < 2_000) return `${Number(atMs.toPrecision(3))} ms`
  if (endMs <= LONGEST_IN_SECONDS_MS) return `${Math.round(atMs / 10) / 100} s`
  const seconds = Math.round(atMs / 1_000)
  return endMs <= LONGEST_IN_MINUTES_MS ? sexagesimal(seconds, 'min') : sexagesimal(seconds / 60, 'h')
}

function timeTicks(endMs: number): Tick[] {
  if (endMs < 2_000) return roundSteps(endMs, 5).map((value) => ({ value, label: timeLabel(value, endMs) }))
  const stepMs = 1_000 * (STEPS_S.find((seconds) => endMs / seconds <= MOST_TICKS * 1_000) ?? STEPS_S.at(-1)!)
  const count = Math.min(200, Math.floor(endMs / stepMs))
  return Array.from({ length: count + 1 }, (_, index) => ({
    value: index * stepMs,
    label: timeLabel(index * stepMs, endMs),
  }))
}

/** `1:30 min`, or `2 min` when nothing is left. */
function sexagesimal(parts: number, unit: string): string {
  const rest = Math.round(parts % 60)
  const whole = Math.floor(parts / 60)
  return rest === 0 ? `${whole} ${unit}` : `${whole}:${String(rest).padStart(2, '0')} ${unit}`
}
