import { monotonicMs } from '../../base/clock.ts'
import type { PartUsage } from '../../model/load-result.ts'
import { REPORT_EVERY_MS } from '../engine/protocol.ts'
import type { Phase } from '../engine/recorder.ts'
import type { MachineSample } from '../monitor/thin-samples.ts'
import { loadDurationMs, type TimedLoad } from '../scenario/load.ts'
import type { LoadGenerator } from './generator.ts'
import { phasesOf, warmUpMs } from './phases.ts'
import { progressOf } from './progress.ts'
import type { ScenarioRun } from './scenario-run.ts'
import { Timeline } from './timeline.ts'

const POINTS_IN_SERIES = 240
const PROGRESS_MS = 250

/** What one load was, and what it found out. */
export interface LoadPart {
  readonly phases: readonly Phase[]
  readonly timeline: Timeline
  readonly elapsedMs: number
  readonly usage: readonly PartUsage[]
  /** CPU of the whole machine at the moments of those samples. */
  readonly machine: readonly MachineSample[]
  readonly threads: number
  /** Whether the rows of a feeder ran out before its time. */
  readonly hasEndedEarly: boolean
  /** What ended it before its time. */
  readonly failure: unknown
}

/** Runs one load, watching the system meanwhile. A failure ends it; what was measured is kept. */
export async function runLoad(
  generator: LoadGenerator,
  load: TimedLoad,
  run: Pick<ScenarioRun, 'name' | 'signal' | 'onProgress' | 'watchUsage'>,
  onNote: (note: string) => void,
): Promise<LoadPart> {
  const phases = phasesOf(load)
  const totalMs = loadDurationMs(load) ?? 0
  const timeline = new Timeline(phases, intervalFor(totalMs))
  const { intervalMs } = timeline
  const startsAtMs = await generator.makeReady(load)
  await using monitor = run.watchUsage?.({ startsAtMs, warmUpMs: warmUpMs(phases), intervalMs, onNote })
  const tell = () => {
    const elapsedMs = Math.max(0, monotonicMs() - startsAtMs)
    const progress = progressOf(run.name, { timeline, phases, elapsedMs, totalMs })
    run.onProgress({ ...progress, cpuByPart: monitor?.latest() ?? [] })
  }
  const timer = setInterval(tell, PROGRESS_MS)
  const { stoppedMs, ...end } = await generator
    .run({
      ...{ load, phases, startsAtMs, signal: run.signal },
      onInterval: (worker, report) => timeline.add(worker, report),
    })
    .finally(() => clearInterval(timer))
  return {
    ...{ phases, timeline, ...end, threads: generator.threads },
    elapsedMs: Math.max(0, Math.min(stoppedMs ?? totalMs, totalMs)),
    usage: (await monitor?.finish()) ?? [],
    machine: monitor?.machine() ?? [],
  }
}

/** So that a chart has enough points, and a long load not too many. */
function intervalFor(totalMs: number): number {
  const reports = Math.ceil(totalMs / POINTS_IN_SERIES / REPORT_EVERY_MS)
  return Math.max(1, reports) * REPORT_EVERY_MS
}
