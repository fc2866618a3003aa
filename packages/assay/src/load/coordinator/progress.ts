import type { LoadProgress } from '../../model/load-result.ts'
import { REPORT_EVERY_MS } from '../engine/protocol.ts'
import type { Phase } from '../engine/recorder.ts'
import type { Timeline } from './timeline.ts'

/** What a display shows of a load that is running: the figures of the last second or so. */
export function progressOf(
  scenario: string,
  {
    timeline,
    phases,
    elapsedMs,
    totalMs,
  }: {
    readonly timeline: Timeline
    readonly phases: readonly Phase[]
    readonly elapsedMs: number
    readonly totalMs: number | undefined
  },
): Omit<LoadProgress, 'cpuByPart'> {
  const points = timeline.latest()
  const newest = points.at(-1)
  const seconds = (points.length * REPORT_EVERY_MS) / 1_000 || 1
  const total = (pick: 'requests' | 'errors') => points.reduce((sum, point) => sum + point[pick], 0)
  const all = timeline.records.filter(({ phase }) => phase > 0)
  return {
    scenario,
    phase: phases.find(({ toMs }) => elapsedMs < toMs)?.name ?? '',
    elapsedMs,
    totalMs,
    users: newest?.users ?? 0,
    ratePerSecond: total('requests') / seconds,
    errorsPerSecond: total('errors') / seconds,
    ...{ p50Ms: newest?.p50, p95Ms: newest?.p95, p99Ms: newest?.p99 },
    requests: all.reduce((sum, { record }) => sum + record.answered, 0),
    errors: all.reduce((sum, { record }) => sum + record.errors, 0),
  }
}
