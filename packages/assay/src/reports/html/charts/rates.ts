import type { SeriesPoint } from '../../../model/load-result.ts'

/** What happened in an interval, in each of its seconds. */
export interface RatePoint {
  readonly fromMs: number
  readonly toMs: number
  readonly requests: number
  readonly scheduled: number
  readonly errors: number
}

/**
 * Counts as rates. The last interval is as long as the scenario lets it be; a remainder of less than
 * half an interval is counted with the one before, because a rate over a moment is noise.
 */
export function ratesOf(series: readonly SeriesPoint[], intervalMs: number, endMs: number): RatePoint[] {
  const rates: RatePoint[] = []
  let carried = { requests: 0, scheduled: 0, errors: 0, ms: 0 }
  for (const point of series.toReversed()) {
    const ownMs = Math.max(0, Math.min(intervalMs, endMs - point.atMs))
    const counted = {
      requests: point.requests + carried.requests,
      scheduled: point.scheduled + carried.scheduled,
      errors: point.errors + carried.errors,
      ms: ownMs + carried.ms,
    }
    const isRemainder = rates.length === 0 && counted.ms < intervalMs / 2 && point !== series[0]
    carried = isRemainder ? counted : { requests: 0, scheduled: 0, errors: 0, ms: 0 }
    if (!isRemainder) rates.push(rateOf(point.atMs, counted, intervalMs))
  }
  return rates.reverse()
}

interface Counted {
  readonly requests: number
  readonly scheduled: number
  readonly errors: number
  readonly ms: number
}

function rateOf(fromMs: number, { requests, scheduled, errors, ms }: Counted, intervalMs: number): RatePoint {
  // An interval that begins at the end of everything has no length of its own.
  const lengthMs = ms > 0 ? ms : intervalMs
  const perSecond = 1_000 / lengthMs
  return {
    fromMs,
    toMs: fromMs + lengthMs,
    requests: requests * perSecond,
    scheduled: scheduled * perSecond,
    errors: errors * perSecond,
  }
}
