import type { PartUsage } from '../../model/load-result.ts'
import type { Phase } from '../engine/recorder.ts'
import type { MachineSample } from '../monitor/thin-samples.ts'
import { loadDurationMs } from '../scenario/load.ts'
import type { LoadGenerator } from './generator.ts'
import { phasesOf, warmUpMs } from './phases.ts'
import { progressOf } from './progress.ts'
import type { ScenarioRun, TimedLoad } from './scenario-run.ts'
import { Timeline } from './timeline.ts'

const POINTS_IN_SERIES = 240
const SHORTEST_INTERVAL_MS = 250
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
  const totalMs = loadDurationMs(load)
  const timeline = new Timeline(phases, intervalFor(totalMs ?? 0))
  const { intervalMs } = timeline
  await using monitor = run.watchUsage?.({ warmUpMs: warmUpMs(phases), intervalMs, onNote })
  const startedMs = performance.now()
  const tell = () => {
    const elapsedMs = performance.now() - startedMs
    const progress = progressOf(run.name, { timeline, phases, elapsedMs, totalMs })
    run.onProgress({ ...progress, cpuByPart: monitor?.latest() ?? [] })
  }
  const timer = setInterval(tell, PROGRESS_MS)
  let failure: unknown
  let hasEndedEarly = false
  try {
    hasEndedEarly = await generator.run({
      ...{ load, phases, intervalMs, signal: run.signal },
      onInterval: (worker, report) => timeline.add(worker, report),
    })
  } catch (error) {
    failure = error
  } finally {
    clearInterval(timer)
  }
  const lastedMs = performance.now() - startedMs
  const wasCut = run.signal.aborted || failure !== undefined || hasEndedEarly
  return {
    ...{ phases, timeline, failure, threads: generator.threads },
    elapsedMs: wasCut ? lastedMs : (totalMs ?? lastedMs),
    usage: (await monitor?.finish()) ?? [],
    machine: monitor?.machine() ?? [],
  }
}

/** So that a chart has enough points, and a long load not too many. */
function intervalFor(totalMs: number): number {
  const even = Math.ceil(totalMs / POINTS_IN_SERIES / SHORTEST_INTERVAL_MS) * SHORTEST_INTERVAL_MS
  return Math.max(SHORTEST_INTERVAL_MS, even)
}
