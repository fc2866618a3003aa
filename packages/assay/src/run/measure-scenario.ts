import type { HostClient } from '../lifecycle/host-client.ts'
import { describeLoad } from '../load/coordinator/describe-load.ts'
import { runScenario } from '../load/coordinator/run-scenario.ts'
import { loadOf, ownTargetsOf, type Scenario } from '../load/scenario/scenario.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import type { System } from '../model/system.ts'
import { LeasedEnvironment } from '../vitest/leased-environment.ts'
import { shownFile } from '../vitest/projects.ts'
import { targetsIn, underLoadRequest, watchEnvironment } from './load-environment.ts'
import type { ScenarioAttempt } from './scenario-test.ts'

/** A scenario and the file it is written in. */
export interface ScenarioInFile {
  readonly scenario: Scenario
  readonly file: string
}

/** A system that is running, and how scenarios are measured in it. */
export interface MeasuredSystem {
  readonly system: System
  readonly host: HostClient
  readonly eventLoopFolder: string
  readonly stubbed: readonly string[]
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly seed: string
  /** Whether scenarios do all of their load, and not the brief form of it. */
  readonly isFull: boolean
  readonly signal: AbortSignal
  readonly emit: EmitRunEvent
}

/** A measurement the generator has spoilt is made once more: on a busy machine that happens. */
const MAX_ATTEMPTS = 2

/** Measures a scenario until the figures are not the generator's, twice at most. The last attempt counts. */
export async function measureScenario(
  scenario: ScenarioInFile,
  measured: MeasuredSystem,
): Promise<readonly [ScenarioAttempt, ...ScenarioAttempt[]]> {
  const attempts: [ScenarioAttempt, ...ScenarioAttempt[]] = [await measureOnce(scenario, measured)]
  const isSpoilt = () => attempts.at(-1)?.result.status === 'invalid' && !measured.signal.aborted
  while (isSpoilt() && attempts.length < MAX_ATTEMPTS) attempts.push(await measureOnce(scenario, measured))
  return attempts
}

/** Measures a scenario once, in a fresh environment of the whole system. */
async function measureOnce(
  { scenario, file }: ScenarioInFile,
  measured: MeasuredSystem,
): Promise<ScenarioAttempt> {
  const { system, host, eventLoopFolder, seed, signal, emit, isFull } = measured
  const environment = await LeasedEnvironment.acquire(host, underLoadRequest(system, measured), {
    isExclusive: true,
  })
  await using _ = { [Symbol.asyncDispose]: () => giveBack(environment, signal) }
  const { description } = environment
  const { thresholds = {} } = scenario.options
  const load = loadOf(scenario, isFull)
  emit({ type: 'load-started', scenario: scenario.name, load: describeLoad(load) })
  const result = await runScenario({
    ...{ name: scenario.name, file, shownFile: shownFile(system, file), load, thresholds, seed, signal },
    targets: [...targetsIn(description, system), ...ownTargetsOf(scenario)],
    threads: undefined,
    onProgress: (progress) => emit({ type: 'load-progress', progress }),
    watchUsage: (watch) => watchEnvironment(description, eventLoopFolder, watch),
  })
  return { result, environment: description.environment }
}

/** After an interruption the environment has gone with its host, and what was measured remains. */
async function giveBack(environment: LeasedEnvironment, signal: AbortSignal): Promise<void> {
  try {
    await environment[Symbol.asyncDispose]()
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
