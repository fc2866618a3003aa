import type { PartUsage } from '../../model/load-result.ts'
import type { Phase } from '../engine/recorder.ts'
import { loadDurationMs } from '../scenario/load.ts'
import type { LoadGenerator } from './generator.ts'
import { phasesOf } from './phases.ts'
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
  readonly threads: number
  /** What ended it before its time. */
  readonly failure: unknown
}

/** Runs one load, watching the system meanwhile. A failure ends it; what was measured is kept. */
export async function runLoad(
  generator: LoadGenerator,
  load: TimedLoad,
  run: Pick<ScenarioRun, 'name' | 'signal' | 'onProgress' | 'watchUsage'>,
): Promise<LoadPart> {
  const phases = phasesOf(load)
  const totalMs = loadDurationMs(load)
  const timeline = new Timeline(phases, intervalFor(totalMs ?? 0))
  await using usage = run.watchUsage?.(warmUpOf(phases))
  const startedMs = performance.now()
  const tell = () => {
    const elapsedMs = performance.now() - startedMs
    const progress = progressOf(run.name, { timeline, phases, elapsedMs, totalMs })
    run.onProgress({ ...progress, cpuByPart: usage?.latest() ?? [] })
  }
  const timer = setInterval(tell, PROGRESS_MS)
  let failure: unknown
  try {
    await generator.run({
      ...{ load, phases, intervalMs: timeline.intervalMs, signal: run.signal },
      onInterval: (worker, report) => timeline.add(worker, report),
    })
  } catch (error) {
    failure = error
  } finally {
    clearInterval(timer)
  }
  const elapsedMs = Math.min(performance.now() - startedMs, run.signal.aborted || failure ? Infinity : (totalMs ?? Infinity))
  return { phases, timeline, elapsedMs, usage: (await usage?.finish()) ?? [], threads: generator.threads, failure }
}

/** So that a chart has enough points, and a long load not too many. */
function intervalFor(totalMs: number): number {
  const even = Math.ceil(totalMs / POINTS_IN_SERIES / SHORTEST_INTERVAL_MS) * SHORTEST_INTERVAL_MS
  return Math.max(SHORTEST_INTERVAL_MS, even)
}

function warmUpOf(phases: readonly Phase[]): number {
  return phases.find(({ isMeasured }) => isMeasured)?.fromMs ?? 0
}
