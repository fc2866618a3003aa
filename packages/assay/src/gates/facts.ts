import type { ScenarioResult } from '../model/load-result.ts'
import type { Crash } from '../model/part-event.ts'
import type { DeploymentVerdict } from '../model/run-result.ts'
import type { TestResult } from '../model/test-result.ts'

/** What a run knows that gates can be about. */
export interface Facts {
  readonly tests: readonly TestResult[]
  readonly scenarios: readonly ScenarioResult[]
  readonly crashes: readonly Crash[]
  /** What a Pact broker was asked; nothing without a gate about it. */
  readonly deployments?: readonly DeploymentVerdict[]
  /** Ids of tests that failed and did not fail in the baseline. */
  readonly newFailures: ReadonlySet<string>
}

/** The facts that one gate is about. */
export interface ScopedFacts extends Facts {
  readonly service: string | undefined
  /** An operation under load, such as `GET /orders/{id}`. */
  readonly operation: string | undefined
}

/** A value in its base unit (a count, milliseconds), and what made it so. */
export interface Measured {
  readonly value: number
  readonly shown: string
  readonly details: readonly string[]
}

export type TakeMeasure = (facts: ScopedFacts) => Measured | undefined
