import type { RunComparison } from './compare-runs.ts'

/** A measure of a scenario that changed in the history of the main branch. */
export interface MeasureChange {
  readonly measure: string
  /** Medians before and after, in milliseconds. */
  readonly before: number
  readonly after: number
  /** The first commit with the new level, and the last one that was measured before it. */
  readonly commit: string | undefined
  readonly previousCommit: string | undefined
}

/** One scenario of this build, compared with another build. */
export interface ScenarioComparison {
  readonly scenario: string
  readonly load: string
  readonly comparison: RunComparison
  /** Where the history of the main branch has changed, newest first. */
  readonly changes: readonly MeasureChange[]
}

/** This build, compared with another. */
export interface BuildComparison {
  readonly reference: string
  readonly commit: string | undefined
  /** `interleaved`: both builds took turns on this machine. `stored`: earlier runs were compared with. */
  readonly method: 'interleaved' | 'stored'
  readonly rounds: number
  readonly scenarios: readonly ScenarioComparison[]
  /** What has to be known about how it was compared. */
  readonly notes: readonly string[]
  readonly wasInterrupted: boolean
}
