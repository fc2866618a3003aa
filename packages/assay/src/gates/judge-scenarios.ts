import type { ScenarioResult } from '../model/load-result.ts'
import type { GateVerdict, Selection } from '../model/run-result.ts'
import { judge } from './judge.ts'
import { loadGatesOf } from './load-gates.ts'

const EVERYTHING: Selection = { levels: [], services: [], tags: [], name: undefined, changedSince: undefined }

/**
 * Judges scenarios that are about no system: by the limits they have of their own, and by those
 * that every scenario must keep.
 */
export function judgeScenarios(scenarios: readonly ScenarioResult[]): GateVerdict[] {
  const gates = loadGatesOf({ gates: [], services: new Map(), resources: new Map() }, scenarios)
  return judge(gates, { tests: [], scenarios, crashes: [], newFailures: new Set() }, EVERYTHING)
}
