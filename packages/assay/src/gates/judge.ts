import type { Gate, Limit, LimitedMeasure, MeasureName, Thresholds } from '../model/gate.ts'
import type { Level } from '../model/level.ts'
import type { ScenarioResult } from '../model/load-result.ts'
import type { GateVerdict, Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { judgeDeployment } from './deployment-gate.ts'
import type { Facts, ScopedFacts } from './facts.ts'
import { holds, parseLimit } from './limit.ts'
import { loadGatesOf } from './load-gates.ts'
import { LOAD_MEASURES } from './load-measures.ts'
import { takeMeasure } from './measures.ts'

/**
 * The gates of a run: what the definition declares, and what holds unless it says otherwise: at
 * least one test, no failure, no crash, the time budget of each level that ran, and what every
 * load scenario must keep.
 */
export function gatesOf(
  system: System,
  levels: readonly Level[],
  scenarios: readonly ScenarioResult[],
): Gate[] {
  const declared = new Set<MeasureName>(
    system.gates
      .filter(({ service, level }) => service === undefined && level === undefined)
      .flatMap(({ thresholds }) => Object.keys(thresholds) as MeasureName[]),
  )
  const defaults: Thresholds = { minTests: 1, failures: 0, crashes: 0 }
  const missing = Object.entries(defaults).filter(([measure]) => !declared.has(measure as MeasureName))
  const budgets = levels.flatMap((level): Gate[] => {
    const budgetMs = system.tests.budgetsMs[level]
    const limit: Limit | undefined = budgetMs === undefined ? undefined : `<${budgetMs}ms`
    return limit === undefined ? [] : [{ kind: 'gate', level, thresholds: { testDuration: limit } }]
  })
  const base: Gate[] = missing.length === 0 ? [] : [{ kind: 'gate', thresholds: Object.fromEntries(missing) }]
  return [...base, ...system.gates, ...budgets, ...loadGatesOf(system, scenarios)]
}

/**
 * Judges every threshold of every gate. A pure function of the gates and the facts: the same run
 * is always judged the same, and a measure that is missing fails.
 */
export function judge(gates: readonly Gate[], facts: Facts, selection: Selection): GateVerdict[] {
  return gates.flatMap((gate) =>
    (Object.entries(gate.thresholds) as Threshold[]).flatMap(([measure, threshold]) => {
      if (threshold === undefined) return []
      if (measure !== 'canIDeploy') return [judgeOne(gate, [measure, threshold], { facts, selection })]
      return [judgeDeployment(gate, threshold, { deployments: facts.deployments ?? [], selection })]
    }),
  )
}

/** A measure and what is demanded of it. */
type Threshold = { [Name in MeasureName]: [Name, Thresholds[Name]] }[MeasureName]

function judgeOne(
  gate: Gate,
  [measure, threshold]: readonly [LimitedMeasure, NonNullable<Thresholds[LimitedMeasure]>],
  run: { readonly facts: Facts; readonly selection: Selection },
): GateVerdict {
  const scope = {
    ...(gate.service === undefined ? {} : { service: gate.service }),
    ...(gate.level === undefined ? {} : { level: gate.level }),
    ...(gate.operation === undefined ? {} : { operation: gate.operation }),
    ...(gate.scenario === undefined ? {} : { scenario: gate.scenario }),
  }
  const limit = parseLimit(measure, threshold)
  const verdict = { scope, measure, expected: limit.shown }
  if (!isSelected(gate, run.selection) || isCountOfAll(gate, measure, run.selection)) {
    return { ...verdict, measured: undefined, outcome: 'not-selected', details: [] }
  }
  const facts = within(gate, run.facts)
  const measured = takeMeasure(measure, facts)
  if (measured === undefined) {
    const outcome = isLeftOut(measure, facts, run.selection) ? 'not-selected' : 'unmeasured'
    return { ...verdict, measured: undefined, outcome, details: [] }
  }
  const passes = holds(measured.value, limit)
  const details = passes ? [] : measured.details
  return { ...verdict, measured: measured.shown, outcome: passes ? 'pass' : 'fail', details }
}

/** A gate about something the user did not ask to run is neither kept nor broken. */
function isSelected(gate: Gate, { levels, services }: Selection): boolean {
  const hasLevel = gate.level === undefined || levels.length === 0 || levels.includes(gate.level)
  const hasService = gate.service === undefined || services.length === 0 || services.includes(gate.service)
  return hasLevel && hasService
}

/** A run of a part says nothing about how many tests there are in the whole; one at least must run. */
function isCountOfAll(gate: Gate, measure: MeasureName, selection: Selection): boolean {
  const { levels, services } = selection
  const isPartOfGate =
    (gate.level === undefined && levels.length > 0) || (gate.service === undefined && services.length > 0)
  return (
    measure === 'minTests' && gate.thresholds.minTests !== 1 && (isPartOfGate || isPartOfLevel(selection))
  )
}

/** Whether something of a level itself was left out. */
function isPartOfLevel({ name, tags, files = [], changedSince }: Selection): boolean {
  return name !== undefined || tags.length + files.length > 0 || changedSince !== undefined
}

/**
 * A run of some scenarios need not touch everything that gates are about. One that was spoilt might
 * have touched it.
 */
function isLeftOut(measure: MeasureName, { scenarios }: ScopedFacts, selection: Selection): boolean {
  const isPart = isPartOfLevel(selection) || selection.services.length > 0
  return isPart && measure in LOAD_MEASURES && scenarios.every(({ status }) => status === 'valid')
}

function within(gate: Gate, facts: Facts): ScopedFacts {
  const isHere = ({ service, level }: { readonly service: string; readonly level: Level }) =>
    (gate.service === undefined || gate.service === service) &&
    (gate.level === undefined || gate.level === level)
  const isUnderLoad = gate.level === undefined || gate.level === 'performance'
  return {
    tests: facts.tests.filter(isHere),
    scenarios: facts.scenarios.filter(
      ({ name }) => isUnderLoad && (gate.scenario === undefined || gate.scenario === name),
    ),
    crashes: facts.crashes.filter(({ part }) => gate.service === undefined || gate.service === part),
    newFailures: facts.newFailures,
    service: gate.service,
    operation: gate.operation,
  }
}
