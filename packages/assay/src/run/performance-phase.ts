import { formatError } from '../errors/format-error.ts'
import { connectHost } from '../lifecycle/host-client.ts'
import type { RunningSystem } from '../lifecycle/running-system.ts'
import { describeLoad } from '../load/coordinator/describe-load.ts'
import { runScenario } from '../load/coordinator/run-scenario.ts'
import type { Scenario } from '../load/scenario/scenario.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import { serviceOfFile } from '../model/test-owner.ts'
import { failedInstead } from '../model/test-result.ts'
import { LeasedEnvironment } from '../vitest/leased-environment.ts'
import { shownFile } from '../vitest/projects.ts'
import type { Affected } from './affected.ts'
import { eventLoopFolderIn, targetsIn, underLoadRequest, watchEnvironment } from './load-environment.ts'
import type { RunOptions } from './run-options.ts'
import { findScenarioFiles, loadScenarios } from './scenario-files.ts'
import { type ScenarioAttempt, scenarioTest } from './scenario-test.ts'

/** A measurement the generator has spoilt is made once more: on a busy machine that happens. */
const MAX_ATTEMPTS = 2

export interface PerformanceOptions
  extends Pick<RunOptions, 'system' | 'selection' | 'stubbed' | 'inherited' | 'signal'> {
  readonly running: RunningSystem
  readonly affected: Affected | undefined
  readonly seed: string
  /** Whether scenarios do all of their load, and not the brief form of it. */
  readonly isFull: boolean
  readonly emit: EmitRunEvent
}

/** A scenario and where it is written. */
interface FoundScenario {
  readonly scenario: Scenario
  readonly file: string
  readonly service: string
}

/** Runs the selected load scenarios, one after the other, each against a fresh environment. */
export async function runPerformance(options: PerformanceOptions): Promise<void> {
  const found = await selectedScenarios(options)
  if (found.length === 0) return
  await using host = await connectHost(options.running.socketPath)
  const eventLoopFolder = eventLoopFolderIn(options.running.dataDirectory)
  for (const each of found) {
    if (options.signal.aborted) return
    const attempts: ScenarioAttempt[] = []
    do attempts.push(await attempt(each, { options, host, eventLoopFolder }))
    while (
      attempts.at(-1)!.result.status === 'invalid' &&
      attempts.length < MAX_ATTEMPTS &&
      !options.signal.aborted
    )
    options.emit({ type: 'load-finished', result: attempts.at(-1)!.result })
    options.emit({ type: 'test-finished', test: scenarioTest(each, attempts) })
  }
}

async function attempt(
  { scenario, file }: FoundScenario,
  {
    options,
    host,
    eventLoopFolder,
  }: {
    readonly options: PerformanceOptions
    readonly host: Awaited<ReturnType<typeof connectHost>>
    readonly eventLoopFolder: string
  },
): Promise<ScenarioAttempt> {
  const { system, seed, signal, emit, isFull } = options
  await using environment = await LeasedEnvironment.acquire(
    host,
    underLoadRequest(system, { ...options, eventLoopFolder }),
    false,
  )
  const { load, brief, targets = {}, thresholds = {} } = scenario.options
  const applied = isFull ? load : (brief ?? load)
  emit({ type: 'load-started', scenario: scenario.name, load: describeLoad(applied) })
  const further = Object.entries(targets).map(([name, url]) => ({ name, url }))
  const result = await runScenario({
    ...{
      name: scenario.name,
      file,
      shownFile: shownFile(system, file),
      load: applied,
      thresholds,
      seed,
      signal,
    },
    targets: [...targetsIn(environment.description, system), ...further],
    threads: undefined,
    onProgress: (progress) => emit({ type: 'load-progress', progress }),
    watchUsage: (warmUpMs) => watchEnvironment(environment.description, eventLoopFolder, warmUpMs),
  })
  return { result, environment: environment.description.environment }
}

/** A file that cannot be loaded is a failed test of its own, never a silence. */
async function selectedScenarios(options: PerformanceOptions): Promise<FoundScenario[]> {
  const { system, selection, affected, emit } = options
  // Scenarios have no tags.
  if (selection.tags.length > 0) return []
  const found: FoundScenario[] = []
  for (const file of findScenarioFiles(system)) {
    const service = serviceOfFile(file, system.services.values(), system.directory) ?? system.name
    const isOfService = selection.services.length === 0 || selection.services.includes(service)
    if (!isOfService || affected?.includes(file, 'performance') === false) continue
    try {
      const scenarios = await loadScenarios(file)
      found.push(...scenarios.map((scenario) => ({ scenario, file, service })))
    } catch (error) {
      const titles = ['defines its scenarios']
      const place = { service, level: 'performance', file: shownFile(system, file), titles } as const
      const failure = { message: formatError(error), diff: undefined, place: undefined, stack: undefined }
      emit({
        type: 'test-finished',
        test: failedInstead({ ...place, source: 'scenario', console: [] }, [failure]),
      })
    }
  }
  const { name } = selection
  return name === undefined ? found : found.filter(({ scenario }) => scenario.name.includes(name))
}
