import { basename } from 'node:path'
import { randomHex } from '../base/identifiers.ts'
import { configurationError } from '../errors/assay-error.ts'
import { describeLoad } from '../load/coordinator/describe-load.ts'
import { runScenario } from '../load/coordinator/run-scenario.ts'
import type { ScenarioRun } from '../load/coordinator/scenario-run.ts'
import type { QuickRequest } from '../load/engine/protocol.ts'
import { QUICK_TARGET, quickName } from '../load/engine/quick-scenario.ts'
import { ownTargetsOf, type Scenario } from '../load/scenario/scenario.ts'
import type { ScenarioResult } from '../model/load-result.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import { loadScenarios, namedScenarios } from './scenario-files.ts'

/** A scenario that knows its targets itself. */
export type LoneScenario = Omit<ScenarioRun, 'seed' | 'signal' | 'onProgress' | 'watchUsage'>

export interface LoadOptions {
  /** Makes generated data the same as in an earlier run. */
  readonly seed: string | undefined
  readonly emit: EmitRunEvent
  /** Ends the load early; what was measured until then is kept. */
  readonly signal: AbortSignal
}

/** Runs scenarios against what already runs somewhere, one after the other, until the signal. */
export async function loadWithoutSystem(
  scenarios: readonly LoneScenario[],
  { seed = randomHex(4), emit, signal }: LoadOptions,
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = []
  for (const scenario of scenarios) {
    if (signal.aborted) break
    emit({ type: 'load-started', scenario: scenario.name, load: describeLoad(scenario.load) })
    const onProgress: ScenarioRun['onProgress'] = (progress) => emit({ type: 'load-progress', progress })
    const result = await runScenario({ ...scenario, seed, signal, onProgress })
    emit({ type: 'load-finished', result })
    results.push(result)
  }
  return results
}

/** The load of one request as a scenario. */
export function scenarioOfRequest(
  quick: QuickRequest,
  options: Pick<ScenarioRun, 'load' | 'thresholds' | 'threads'>,
): LoneScenario {
  const targets = [{ name: QUICK_TARGET, url: new URL(quick.url).origin }]
  return { ...options, quick, targets, name: quickName(quick), file: undefined, shownFile: '' }
}

/**
 * The scenarios of a file, with all of their load, or the one of a name.
 *
 * @throws AssayError `unknown_scenario`, `no_targets`, or what is wrong with the file.
 */
export async function scenariosOfFile(file: string, name: string | undefined): Promise<LoneScenario[]> {
  const scenarios = namedScenarios(await loadScenarios(file), name, file)
  return scenarios.map((scenario) => {
    const { load, thresholds = {} } = scenario.options
    const targets = ownTargetsOf(scenario)
    if (targets.length === 0) throw withoutTargets(scenario, file)
    const where = { file, shownFile: basename(file) }
    return { ...where, name: scenario.name, load, thresholds, targets, threads: undefined }
  })
}

function withoutTargets({ name }: Scenario, file: string) {
  return configurationError({
    code: 'no_targets',
    message: `The scenario "${name}" has nothing to send requests to: no assay.config.ts is above ${file}, and it names no targets.`,
    fix: "give it some, { targets: { shop: 'http://127.0.0.1:3000' } }, or move it into the folder of a system",
  })
}
