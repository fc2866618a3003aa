import type { ScenarioResult, UsageSample } from '../../../model/load-result.ts'
import { formatBytes, formatCores, formatLatency } from '../../content/load-quantity.ts'
import { html, type Markup } from '../markup.ts'
import { latencyTick } from './axis.ts'
import { type DrawnPart, drawnParts } from './drawn-parts.ts'
import { type Line, type LineChart, lineChart } from './line-chart.ts'
import type { MaybePoint } from './thin-out.ts'
import type { TimeAxis } from './time-axis.ts'

const CPU_HEIGHT_PX = 130
const SMALL_HEIGHT_PX = 64
const MAX_NAMES = 20
/** Less than that comes and goes. */
const LEAST_GROWTH_BYTES = 1_000_000

/** What the parts of the system used: CPU, then memory, connections to databases and event-loop delay. */
export function usageChart(scenario: ScenarioResult, time: TimeAxis): Markup | false {
  const { drawn, left } = drawnParts(scenario)
  if (drawn.length === 0) return false
  const charts = [cpuChart(drawn, left), memoryChart(drawn), connectionChart(drawn), delayChart(drawn)]
  const shown = charts.filter(({ lines }) => lines.length > 0)
  const widthMs = scenario.seriesIntervalMs
  return html`${shown.map((chart, index) =>
    lineChart({ ...chart, widthMs, hasTimes: index === 0 || index === shown.length - 1 }, time),
  )}`
}

type Chart = Omit<LineChart, 'widthMs' | 'hasTimes'>

function cpuChart(drawn: readonly DrawnPart[], left: readonly string[]): Chart {
  const lines = drawn.map((part) =>
    lineOf(
      part,
      ({ cpuCores }) => cpuCores,
      (values) => `mean ${formatCores(mean(values))}`,
    ),
  )
  const names = left.slice(0, MAX_NAMES).join(', ') + (left.length > MAX_NAMES ? ' and others' : '')
  const remark = `in cores${left.length === 0 ? '' : `; not drawn: ${names}`}`
  return { title: 'CPU', remark, lines, leastHeightPx: CPU_HEIGHT_PX, write: trimmed }
}

function memoryChart(drawn: readonly DrawnPart[]): Chart {
  const lines = drawn.map((part) => {
    const growth = part.usage.memoryGrowthBytes ?? 0
    const grown = growth < LEAST_GROWTH_BYTES ? '' : `, grew ${formatBytes(growth)}`
    return lineOf(
      part,
      ({ memoryBytes }) => memoryBytes,
      (values) => `${formatBytes(values.at(-1) ?? 0)}${grown}`,
    )
  })
  return { title: 'Memory', remark: 'resident', lines, leastHeightPx: SMALL_HEIGHT_PX, write: writeBytes }
}

function connectionChart(drawn: readonly DrawnPart[]): Chart {
  const busy = drawn
    .filter((part) => has(part, 'busyConnections'))
    .map((part) =>
      lineOf({ ...part, name: `${part.name} at work` }, ({ busyConnections }) => busyConnections, atMost),
    )
  const open = drawn
    .filter((part) => has(part, 'openConnections'))
    .map((part) => ({ ...part, name: `${part.name} open`, kind: `${part.kind} dashed` }))
    .map((part) => lineOf(part, ({ openConnections }) => openConnections, atMost))
  return {
    title: 'Connections to databases',
    remark: 'at work, and open (dashed)',
    lines: [...busy, ...open],
    leastHeightPx: SMALL_HEIGHT_PX,
    write: trimmed,
  }
}

function delayChart(drawn: readonly DrawnPart[]): Chart {
  const lines = drawn
    .filter((part) => has(part, 'eventLoopDelayMs'))
    .map((part) =>
      lineOf(
        part,
        ({ eventLoopDelayMs }) => eventLoopDelayMs,
        (values) => `max ${formatLatency(highest(values))}`,
      ),
    )
  const remark = '99th percentile'
  return { title: 'Event-loop delay', remark, lines, leastHeightPx: SMALL_HEIGHT_PX, write: latencyTick }
}

function lineOf(
  { name, usage, kind }: DrawnPart,
  read: (sample: UsageSample) => number | undefined,
  write: (values: readonly number[]) => string,
): Line {
  const points = usage.samples.map((sample): MaybePoint => ({ atMs: sample.atMs, value: read(sample) }))
  const values = points.flatMap(({ value }) => (value === undefined ? [] : [value]))
  return { name, value: write(values), kind, points }
}

function has({ usage }: DrawnPart, name: keyof UsageSample): boolean {
  return usage.samples.some((sample) => sample[name] !== undefined)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function atMost(values: readonly number[]): string {
  return `max ${highest(values)}`
}

function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}

function trimmed(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function writeBytes(value: number): string {
  return value === 0 ? '0' : `${Number((value / 1e6).toPrecision(3))} MB`
}
