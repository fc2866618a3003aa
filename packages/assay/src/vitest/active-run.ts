import type { Level } from '../model/level.ts'
import type { System } from '../model/system.ts'

/** The run on whose behalf Vitest works in this process. */
export interface ActiveRun {
  readonly system: System
  readonly stubbed: readonly string[]
  readonly seed: string
  /** Where the system's host listens; it is started if it has to be. */
  socketPath(level: Level): Promise<string>
  /** Called once per level, when Vitest closes. */
  close?(): Promise<void>
}

/** Vitest loads its set-up files in a module graph of its own; the global object is what both sides share. */
const SLOT = Symbol.for('assay.active-run')
type Slot = { [SLOT]?: ActiveRun | undefined }

export function activeRun(): ActiveRun | undefined {
  return (globalThis as Slot)[SLOT]
}

export function setActiveRun(run: ActiveRun | undefined): void {
  ;(globalThis as Slot)[SLOT] = run
}
