import type { RunComparison } from './compare-runs.ts'
import type { ComparisonVerdict } from './judge-measure.ts'

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

/** Which of the two builds; the candidate is the one that is here. */
export type ComparedSide = 'base' | 'candidate'

/** A measurement that gave nothing to compare. */
export interface LeftOutRun {
  readonly scenario: string
  readonly side: ComparedSide
  /** Counted from 1. */
  readonly round: number
  /**
   * `failed`: the scenario could not be run to its end. `overloaded`: requests were dropped, because
   * the build was too slow for the load. `spoilt`: the generator was the limit.
   */
  readonly why: 'failed' | 'overloaded' | 'spoilt'
  readonly reason: string
}

/**
 * Whether a scenario could be compared. `failed`: a build could not run it to its end even once.
 * `overloaded`: runs of the candidate are missing, because it was too slow for the load.
 * `nothing`: no latency was measured of both builds.
 */
export type ComparisonOutcome = 'compared' | 'failed' | 'overloaded' | 'nothing'

/** One scenario of this build, compared with another build. */
export interface ScenarioComparison {
  readonly scenario: string
  readonly load: string
  readonly outcome: ComparisonOutcome
  /** What the comparison and the operations without an answer say; inconclusive unless it was compared. */
  readonly verdict: ComparisonVerdict
  /** Operations that the base answered in every run, and the candidate never. */
  readonly unanswered: readonly string[]
  readonly comparison: RunComparison
  /** Where the history of the main branch has changed, newest first. */
  readonly changes: readonly MeasureChange[]
}

/** Stored runs that were compared with, in place of the base. */
export interface StoredRunCounts {
  /** Of the commit that was asked for. */
  readonly reference: number
  /** Of the main branch, since its last change point. */
  readonly main: number
}

/** This build, compared with another. */
export interface BuildComparison {
  readonly reference: string
  readonly commit: string
  /** `interleaved`: both builds took turns on this machine. `stored`: earlier runs were compared with. */
  readonly method: 'interleaved' | 'stored'
  /** How many rounds were measured to their end. */
  readonly rounds: number
  /** `undefined` unless the method is `stored`. */
  readonly stored: StoredRunCounts | undefined
  readonly scenarios: readonly ScenarioComparison[]
  readonly leftOut: readonly LeftOutRun[]
  /** What has to be known about how it was compared. */
  readonly notes: readonly string[]
  readonly wasInterrupted: boolean
}
