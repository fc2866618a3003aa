/** A value that is named beside a chart. */
export interface Tick {
  readonly value: number
  readonly label: string
}

/** Values from the bottom of a plot to its top. */
export interface ValueAxis {
  readonly isLogarithmic: boolean
  readonly ticks: readonly Tick[]
  /** How far from the top of the plot a value is drawn, in pixels. */
  readonly yOf: (value: number) => number
}

/** From here on a linear axis would press what is usual into a few pixels. */
const LEAST_LOGARITHMIC_RATIO = 20

type WriteValue = (value: number) => string

const LEAST_TICK_PIXELS = 26
const LEAST_LOG_TICK_PIXELS = 18
/** Room above the highest value. */
const HEADROOM = 1.06

/** Values that all have to be seen. */
interface Range {
  readonly lowest: number
  readonly highest: number
}

/** An axis of latencies: logarithmic where they are so far apart that it is needed. */
export function latencyAxis({ lowest, highest }: Range, heightPx: number): ValueAxis {
  return lowest > 0 && highest / lowest >= LEAST_LOGARITHMIC_RATIO
    ? logarithmicAxis({ lowest, highest }, heightPx, latencyTick)
    : linearAxis(highest, heightPx, latencyTick)
}

/** An axis from 0 to a little above `highest`. */
export function linearAxis(highest: number, heightPx: number, write: WriteValue): ValueAxis {
  const top = highest > 0 ? highest * HEADROOM : 1
  const most = Math.max(2, Math.floor(heightPx / LEAST_TICK_PIXELS))
  const ticks = roundSteps(top, most).map((value) => ({ value, label: write(value) }))
  return { isLogarithmic: false, ticks, yOf: (value) => heightPx * (1 - clamp(value / top)) }
}

/** A logarithmic axis from a little below `lowest` to a little above `highest`; both are above 0. */
export function logarithmicAxis(range: Range, heightPx: number, write: WriteValue): ValueAxis {
  const bottom = Math.log10(range.lowest / HEADROOM)
  const top = Math.log10(range.highest * HEADROOM)
  const most = Math.max(2, Math.floor(heightPx / LEAST_LOG_TICK_PIXELS))
  const values = logarithmicSteps(10 ** bottom, 10 ** top, most)
  const shareOf = (value: number) => (Math.log10(Math.max(value, Number.MIN_VALUE)) - bottom) / (top - bottom)
  return {
    isLogarithmic: true,
    ticks: values.map((value) => ({ value, label: write(value) })),
    yOf: (value) => heightPx * (1 - clamp(shareOf(value))),
  }
}

/** Multiples of 1, 2 or 5 times a power of ten from 0 to `top`, at most `most` beside 0. */
export function roundSteps(top: number, most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(top / most))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => top / size <= most) ?? 10 * power
  const count = Math.floor(top / step + 1e-9)
  // Counted in whole steps, because sums of tenths are not tenths.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Round values of a logarithmic axis: 1, 2, 5, 10 where there is room, fewer where there is not. */
export function logarithmicSteps(from: number, to: number, most: number): number[] {
  const first = Math.floor(Math.log10(from))
  const last = Math.ceil(Math.log10(to))
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const choices = [[1, 2, 5], [1, 3], [1]].map((factors) =>
    powers
      .flatMap((power) => factors.map((factor) => Number((factor * 10 ** power).toPrecision(3))))
      .filter((value) => value >= from && value <= to),
  )
  return choices.find((values) => values.length <= most) ?? everyNth(choices.at(-1) ?? [], most)
}

/** A round latency without digits that say nothing: `0.5 ms`, `200 ms`, `2 s`. */
export function latencyTick(ms: number): string {
  return ms < 1_000 ? `${Number(ms.toPrecision(6))} ms` : `${Number((ms / 1_000).toPrecision(6))} s`
}

function everyNth(values: readonly number[], most: number): number[] {
  const nth = Math.ceil(values.length / most)
  return values.filter((_, index) => index % nth === 0)
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}
