import type { Phase } from '../engine/recorder.ts'
import type { Stage, TimedLoad } from '../scenario/load.ts'

/** What is still on its way when the load has ended does not count. */
const WIND_DOWN = 'wind-down'

/** The phases of a load in order, and at their end the one in which it runs out. */
export function phasesOf(load: TimedLoad): Phase[] {
  const phases: Phase[] = []
  let fromMs = 0
  for (const { name, durationMs, isMeasured } of stretchesOf(load)) {
    phases.push({ name, fromMs, toMs: fromMs + durationMs, isMeasured })
    fromMs += durationMs
  }
  return [...phases, { name: WIND_DOWN, fromMs, toMs: Number.POSITIVE_INFINITY, isMeasured: false }]
}

function stretchesOf(load: TimedLoad): readonly Pick<Stage, 'name' | 'durationMs' | 'isMeasured'>[] {
  if (load.kind !== 'replay') return load.stages
  // A phase ends before its last moment, and that is when the last recorded request is due.
  return [{ name: 'replay', durationMs: (load.dueMs.at(-1) ?? 0) + 1, isMeasured: true }]
}

/** The measured time of a load that has lasted so long. */
export function measuredMs(phases: readonly Phase[], elapsedMs: number): number {
  return phases
    .filter(({ isMeasured }) => isMeasured)
    .reduce((sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(toMs, elapsedMs) - fromMs), 0)
}

/** When the measured time of a load begins. */
export function warmUpMs(phases: readonly Phase[]): number {
  return phases.find(({ isMeasured }) => isMeasured)?.fromMs ?? 0
}
