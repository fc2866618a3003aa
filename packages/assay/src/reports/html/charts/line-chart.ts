import type { Markup } from '../markup.ts'
import { linearAxis } from './axis.ts'
import { heightForKeys } from './keys.ts'
import { highestOf, MAX_POINTS, type MaybePoint } from './thin-out.ts'
import type { TimeAxis } from './time-axis.ts'
import { lineShape, timeChart } from './time-chart.ts'

/** One line of a chart. */
export interface Line {
  readonly name: string
  /** What its key says beside the name. */
  readonly value: string
  /** How it is drawn, such as `series-1` or `series-1 dashed`. */
  readonly kind: string
  readonly points: readonly MaybePoint[]
}

/** Lines over time from 0 to the highest value of any. */
export interface LineChart {
  readonly title: string
  readonly remark?: string
  readonly lines: readonly Line[]
  readonly leastHeightPx: number
  /** Writes a value beside the axis. */
  readonly write: (value: number) => string
  readonly hasTimes: boolean
  /** The time a single point stands for. */
  readonly widthMs: number
}

/** Of all lines together: many lines tell no more by being exact to the pixel. */
const MAX_CHART_POINTS = 1_200

/** A chart of lines over time. */
export function lineChart(chart: LineChart, time: TimeAxis): Markup {
  const { title, remark, lines, write, hasTimes, widthMs } = chart
  const heightPx = heightForKeys(lines.length, chart.leastHeightPx)
  const mostPoints = Math.min(MAX_POINTS, Math.floor(MAX_CHART_POINTS / Math.max(1, lines.length)))
  const axis = linearAxis(Math.max(...lines.map(({ points }) => highestOf(points))), heightPx, write)
  const keys = lines.map(({ name, value, kind, points }) => {
    const last = points.findLast(({ value }) => value !== undefined)
    return { name, value, kind, y: axis.yOf(last?.value ?? 0) }
  })
  const peaks = lines.map(({ name, points }) => `${name} at most ${write(round(highestOf(points)))}`)
  return timeChart(
    {
      title,
      ...(remark === undefined ? {} : { remark }),
      description: peaks.join(', '),
      heightPx,
      axis,
      shapes: lines.map(({ points, kind }) => lineShape(points, kind, { time, axis, widthMs, mostPoints })),
      keys,
      hasTimes,
    },
    time,
  )
}

/** Three figures say enough of a value that is read out. */
function round(value: number): number {
  return Number(value.toPrecision(3))
}
