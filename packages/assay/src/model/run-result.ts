import type { Level } from './level.ts'
import type { ScenarioResult } from './load-result.ts'
import type { Crash, PartInfo } from './part-event.ts'
import type { TestError, TestResult } from './test-result.ts'

/** What was asked for. Empty lists mean everything. */
export interface Selection {
  readonly levels: readonly Level[]
  readonly services: readonly string[]
  readonly tags: readonly string[]
  /** Part of a test's full name. */
  readonly name: string | undefined
  /** Scenario files, relative to the system. Without it, all of them. */
  readonly files?: readonly string[]
  /** Git reference that changes are counted from; only what they can affect runs. */
  readonly changedSince: string | undefined
}

/** The state of the source that was tested. */
export interface SourceState {
  readonly commit: string
  readonly branch: string | undefined
  /** Whether the main branch is what was tested. */
  readonly isMain: boolean
  /** Whether there were changes that no commit holds. */
  readonly isDirty: boolean
}

/** What a Pact broker has said to bringing the version of a run to an environment. */
export interface DeploymentVerdict {
  /** The service that was asked about; without it, all of the system together. */
  readonly service?: string
  readonly environment: string
  /** `unknown`: results are missing. `not-asked`: there was no version to ask about. */
  readonly answer: 'yes' | 'no' | 'unknown' | 'not-asked'
  /** Which versions do not fit, or why nobody was asked. */
  readonly reasons: readonly string[]
}

export type GateOutcome = 'pass' | 'fail' | 'unmeasured' | 'not-selected'

/** What a gate is about: all that is named here together. */
export interface GateScope {
  readonly service?: string
  readonly level?: Level
  /** An operation of the service, such as `GET /orders/{id}`. */
  readonly operation?: string
  readonly scenario?: string
}

/** A gate and what became of it. */
export interface GateVerdict {
  /** What it is about; empty for the whole run. */
  readonly scope: GateScope
  readonly measure: string
  /** The limit as written: `<= 0`, `< 100 ms`. */
  readonly expected: string
  /** The value as people read it; `undefined` when nothing was measured. */
  readonly measured: string | undefined
  readonly outcome: GateOutcome
  /** What exceeded the limit, for example the names of slow tests. Bounded. */
  readonly details: readonly string[]
}

export type Verdict = 'ship' | 'do-not-ship'

/** Everything a run found out. Reports are made from this and nothing else. */
export interface RunResult {
  readonly id: string
  readonly system: string
  readonly startedAt: number
  readonly durationMs: number
  readonly source: SourceState | undefined
  /** Versions and platform; runs compare only with runs of the same environment. */
  readonly environmentHash: string
  readonly versions: Readonly<Record<string, string>>
  readonly seed: string
  readonly selection: Selection
  /** Services of the system, in the order of the definition. */
  readonly services: readonly string[]
  readonly bootMs: number | undefined
  /** Whether it used a system that `assay up` keeps running. */
  readonly isWarm: boolean
  readonly parts: readonly PartInfo[]
  readonly tests: readonly TestResult[]
  /** What the load scenarios found out, in the order they ran. */
  readonly scenarios: readonly ScenarioResult[]
  readonly crashes: readonly Crash[]
  /** What a Pact broker was asked for the gates. */
  readonly deployments?: readonly DeploymentVerdict[]
  /** Errors outside of any test, and what kept tests from running. */
  readonly problems: readonly TestError[]
  readonly gates: readonly GateVerdict[]
  readonly verdict: Verdict
  /** Why not, in sentences; empty when the verdict is `ship`. */
  readonly reasons: readonly string[]
  /** Ids of tests that failed and did not fail in the baseline. */
  readonly newFailures: readonly string[]
  /** The run that new failures are counted from. */
  readonly baseline: string | undefined
  readonly wasInterrupted: boolean
}
