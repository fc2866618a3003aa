import type { LoadProgress, PartUsage } from '../../model/load-result.ts'
import type { ScenarioThresholds } from '../../model/scenario-thresholds.ts'
import type { QuickRequest, TargetPlan } from '../engine/protocol.ts'
import type { Load } from '../scenario/load.ts'

/** A load whose length is known. */
export type TimedLoad = Exclude<Load, { readonly kind: 'capacity' }>

/** Watches what the parts of the system use while a load runs. */
export interface UsageWatch extends AsyncDisposable {
  /** CPU in cores by part, busiest first. */
  latest(): readonly (readonly [part: string, cores: number])[]
  finish(): Promise<readonly PartUsage[]>
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
  /** Called when a load begins, with the milliseconds of warm-up it begins with. */
  readonly watchUsage?: (warmUpMs: number) => UsageWatch
}
