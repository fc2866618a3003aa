import type { LoadProgress, ScenarioResult } from './load-result.ts'
import type { PartEvent } from './part-event.ts'
import type { DeploymentVerdict, RunResult } from './run-result.ts'
import type { TestError, TestResult } from './test-result.ts'

/**
 * What happens during a run, as it happens. Phases tell; results, progress and reports listen;
 * no phase knows who does.
 */
export type RunEvent =
  | PartEvent
  | { readonly type: 'boot-started'; readonly parts: readonly string[]; readonly isWarm: boolean }
  | { readonly type: 'boot-finished'; readonly durationMs: number }
  | { readonly type: 'tests-collected'; readonly count: number }
  | { readonly type: 'test-finished'; readonly test: TestResult }
  | { readonly type: 'load-started'; readonly scenario: string; readonly load: string }
  | { readonly type: 'load-progress'; readonly progress: LoadProgress }
  | { readonly type: 'load-finished'; readonly result: ScenarioResult }
  | { readonly type: 'deployment-judged'; readonly verdict: DeploymentVerdict }
  /** Worth knowing, and neither a test nor a problem. */
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'problem'; readonly problem: TestError }
  | { readonly type: 'stopping' }
  | { readonly type: 'run-finished'; readonly result: RunResult }

export type EmitRunEvent = (event: RunEvent) => void
