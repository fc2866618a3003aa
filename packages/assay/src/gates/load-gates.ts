import type { Gate, Thresholds } from '../model/gate.ts'
import type { ScenarioResult } from '../model/load-result.ts'
import type { System } from '../model/system.ts'

/** What every scenario must keep unless it says otherwise. */
const SCENARIO_DEFAULTS: Thresholds = { mean: '<1s', p95: '<2s', errorRate: '<5%', memoryGrowth: '<100MB' }

/** What a data service must keep: one that has a database and calls no other service. */
const DATA_SERVICE_DEFAULTS: Thresholds = { mean: '<200ms', p95: '<500ms' }

/** What gates need to know of a system. */
type Declared = Pick<System, 'gates' | 'services' | 'resources'>

/**
 * The gates of the performance level that nobody has to declare: the defaults, where neither the
 * scenario nor the definition has a limit of its own.
 */
export function loadGatesOf(system: Declared, scenarios: readonly ScenarioResult[]): Gate[] {
  if (scenarios.length === 0) return []
  return [
    ...scenarios.map((scenario) => scenarioGate(scenario, system)),
    ...dataServiceGates(system, scenarios),
  ]
}

function scenarioGate(scenario: ScenarioResult, system: Declared): Gate {
  const declared = declaredFor(system, undefined)
  const defaults = without(SCENARIO_DEFAULTS, [
    ...declared,
    ...(wasGrowthMeasured(scenario) ? [] : ['memoryGrowth']),
  ])
  const thresholds = { ...defaults, ...scenario.thresholds }
  return { kind: 'gate', level: 'performance', scenario: scenario.name, thresholds }
}

/** A load of a few seconds, or of a bare URL, says nothing about memory. */
function wasGrowthMeasured({ usage, status }: ScenarioResult): boolean {
  return status !== 'valid' || usage.some(({ memoryGrowthBytes }) => memoryGrowthBytes !== undefined)
}

function dataServiceGates(system: Declared, scenarios: readonly ScenarioResult[]): Gate[] {
  // A scenario with limits of its own, a spike for example, is judged by those.
  const ordinary = scenarios.filter(
    ({ thresholds }) => thresholds.mean === undefined && thresholds.p95 === undefined,
  )
  return [...system.services.values()].flatMap(({ name, dependencies }) => {
    const hasDatabase = dependencies.some(
      (dependency) => system.resources.get(dependency)?.kind === 'postgres',
    )
    const callsOthers = dependencies.some((dependency) => system.services.has(dependency))
    const thresholds = without(DATA_SERVICE_DEFAULTS, declaredFor(system, name))
    if (!hasDatabase || callsOthers || Object.keys(thresholds).length === 0) return []
    return ordinary
      .filter(({ services }) => services.some(({ service }) => service === name))
      .map(
        (scenario): Gate => ({
          ...{ kind: 'gate', service: name, level: 'performance', scenario: scenario.name, thresholds },
        }),
      )
  })
}

function declaredFor(system: Declared, service: string | undefined): string[] {
  return system.gates
    .filter(
      (gate) => gate.level === 'performance' && gate.service === service && gate.operation === undefined,
    )
    .flatMap(({ thresholds }) => Object.keys(thresholds))
}

function without(thresholds: Thresholds, names: readonly string[]): Thresholds {
  return Object.fromEntries(Object.entries(thresholds).filter(([name]) => !names.includes(name)))
}
