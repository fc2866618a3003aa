import type { SeriesPoint } from '../../../model/load-result.ts'

/** What happened from one moment to another, in each second. */
export interface RatePoint {
  readonly fromMs: number
  readonly toMs: number
  readonly requests: number
  readonly scheduled: number
  readonly errors: number
}

/**
 * Counts as rates. An interval goes on until the next one begins, because a generator that is late
 * tells of two at once; the last one ends with the scenario. A remainder of less than half an
 * interval is counted with the one before: a rate over a moment is noise.
 */
export function ratesOf(series: readonly SeriesPoint[], intervalMs: number, endMs: number): RatePoint[] {
  const [last, beforeLast] = [series.at(-1), series.at(-2)]
  if (last === undefined) return []
  const isRemainder = beforeLast !== undefined && endMs - last.atMs < intervalMs / 2
  const points = isRemainder ? [...series.slice(0, -2), sumOf(beforeLast, last)] : series
  return points.map((point, index) => rateOf(point, endOf(point, points[index + 1], { intervalMs, endMs })))
}

/** When an interval ends: where the next one begins, or with the scenario. */
export function endOf(
  { atMs }: SeriesPoint,
  next: SeriesPoint | undefined,
  { intervalMs, endMs }: { readonly intervalMs: number; readonly endMs: number },
): number {
  if (next !== undefined) return next.atMs
  // One that begins at the end of everything has no length of its own.
  return endMs > atMs ? Math.min(endMs, atMs + 1.5 * intervalMs) : atMs + intervalMs
}

function sumOf(point: SeriesPoint, remainder: SeriesPoint): SeriesPoint {
  return {
    ...point,
    requests: point.requests + remainder.requests,
    scheduled: point.scheduled + remainder.scheduled,
    errors: point.errors + remainder.errors,
  }
}

function rateOf({ atMs, requests, scheduled, errors }: SeriesPoint, toMs: number): RatePoint {
  const perSecond = 1_000 / (toMs - atMs)
  return {
    fromMs: atMs,
    toMs,
    requests: requests * perSecond,
    scheduled: scheduled * perSecond,
    errors: errors * perSecond,
  }
}
