import type { Phase } from '../engine/recorder.ts'
import { type Load, loadDurationMs } from '../scenario/load.ts'

/** What is still on its way when the load has ended does not count. */
const WIND_DOWN = 'wind-down'

/** The phases of a load in order, and at their end the one in which it runs out. */
export function phasesOf(load: Exclude<Load, { readonly kind: 'capacity' }>): Phase[] {
  const durationMs = loadDurationMs(load) ?? 0
  const windDown = { name: WIND_DOWN, fromMs: durationMs, toMs: Number.POSITIVE_INFINITY, isMeasured: false }
  if (load.kind === 'replay')
    return [{ name: 'replay', fromMs: 0, toMs: durationMs, isMeasured: true }, windDown]
  let fromMs = 0
  const phases = load.stages.map(({ name, durationMs: lengthMs, isMeasured }) => {
    const phase = { name, fromMs, toMs: fromMs + lengthMs, isMeasured }
    fromMs += lengthMs
    return phase
  })
  return [...phases, windDown]
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
