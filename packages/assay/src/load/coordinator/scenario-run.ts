import type { LoadProgress } from '../../model/load-result.ts'
import type { ScenarioThresholds } from '../../model/scenario-thresholds.ts'
import type { QuickRequest, TargetPlan } from '../engine/protocol.ts'
import type { UsageMonitor } from '../monitor/usage-monitor.ts'
import type { Load } from '../scenario/load.ts'

/** What somebody who watches the system needs to know of a load that begins. */
export interface WatchOptions {
  /** The moment it begins, on `monotonicMs`. */
  readonly startsAtMs: number
  /** The time at its beginning that does not count. */
  readonly warmUpMs: number
  readonly intervalMs: number
  /** Told what cannot be watched, and why. */
  readonly onNote: (note: string) => void
}

/** One scenario that is to be run. */
export interface ScenarioRun {
  readonly name: string
  /** The file as it is shown, relative to the system; empty for a bare URL. */
  readonly shownFile: string
  readonly file: string | undefined
  readonly quick?: QuickRequest
  readonly load: Load
  readonly thresholds: ScenarioThresholds
  readonly targets: readonly TargetPlan[]
  readonly seed: string
  /** Default: all cores but one. */
  readonly threads: number | undefined
  /** Ends the load early; what was measured until then is kept. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: LoadProgress) => void
  /** Called when a load begins. */
  readonly watchUsage?: (options: WatchOptions) => UsageMonitor
}
