import { configurationError } from '../errors/assay-error.ts'
import { formatError } from '../errors/format-error.ts'
import { connectHost } from '../lifecycle/host-client.ts'
import type { RunningSystem } from '../lifecycle/running-system.ts'
import type { Scenario } from '../load/scenario/scenario.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import { serviceOfFile } from '../model/test-owner.ts'
import { failedInstead } from '../model/test-result.ts'
import { shownFile } from '../vitest/projects.ts'
import type { Affected } from './affected.ts'
import { eventLoopFolderIn } from './load-environment.ts'
import { measureScenario, type ScenarioInFile } from './measure-scenario.ts'
import type { RunOptions } from './run-options.ts'
import { findScenarioFiles, loadScenarios } from './scenario-files.ts'
import { scenarioTest } from './scenario-test.ts'

export interface PerformanceOptions
  extends Pick<RunOptions, 'system' | 'selection' | 'stubbed' | 'inherited' | 'signal' | 'scenarioFiles'> {
  readonly running: RunningSystem
  readonly affected: Affected | undefined
  readonly seed: string
  /** Whether scenarios do all of their load, and not the brief form of it. */
  readonly isFull: boolean
  readonly emit: EmitRunEvent
}

/** A scenario, where it is written, and the service or system it belongs to. */
interface FoundScenario extends ScenarioInFile {
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
    const attempts = await measureScenario(each, { ...options, host, eventLoopFolder })
    options.emit({ type: 'load-finished', result: attempts.at(-1)!.result })
    options.emit({ type: 'test-finished', test: scenarioTest(each, attempts) })
  }
}

/** A file that cannot be loaded is a failed test of its own, never a silence. */
async function selectedScenarios(options: PerformanceOptions): Promise<FoundScenario[]> {
  const { system, selection, affected, scenarioFiles, emit } = options
  // Scenarios have no tags.
  if (selection.tags.length > 0) return []
  const found: FoundScenario[] = []
  for (const file of scenarioFiles ?? findScenarioFiles(system)) {
    const service = serviceOfFile(file, system.services.values(), system.directory) ?? system.name
    const isOfService = selection.services.length === 0 || selection.services.includes(service)
    if (!isOfService || affected?.includes(file, 'performance') === false) continue
    try {
      const scenarios = await loadScenarios(file)
      requireOwnNames(scenarios, found, shownFile(system, file))
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
  if (name === undefined) return found
  const exact = found.filter(({ scenario }) => scenario.name === name)
  return exact.length > 0 ? exact : found.filter(({ scenario }) => scenario.name.includes(name))
}

/** Gates and the history know a scenario by its name. */
function requireOwnNames(
  scenarios: readonly Scenario[],
  found: readonly FoundScenario[],
  file: string,
): void {
  const names = new Set(scenarios.map(({ name }) => name))
  const other = found.find(({ scenario }) => names.has(scenario.name))
  if (other === undefined) return
  throw configurationError({
    code: 'invalid_scenario',
    message: `${file} defines the scenario "${other.scenario.name}", and so does ${other.file}.`,
    fix: 'give each scenario of a system a name of its own',
  })
}
