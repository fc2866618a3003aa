import { dirname } from 'node:path'
import { randomHex } from '../base/identifiers.ts'
import type { BuildComparison } from '../load/comparison/scenario-comparison.ts'
import { loadSystem } from '../model/load-system.ts'
import { comparisonReport, verdictOf } from '../reports/comparison-report.ts'
import { compareBuilds } from '../run/compare-builds.ts'
import { loadScenarios, namedScenarios } from '../run/scenario-files.ts'
import { ExitCode } from './exit-code.ts'
import { abortOnInterruption } from './interruption.ts'
import type { OutputFlags } from './load-command.ts'
import { hasColor, printLine, printProgress } from './print.ts'

export interface CompareFlags extends OutputFlags {
  readonly compare: string
  readonly rounds: number
  readonly scenario?: string
  readonly full?: true
}

/** Measures the scenarios of a file for this build and another, in turns, and tells which is faster. */
export async function compareLoad(file: string, flags: CompareFlags): Promise<void> {
  const inherited = { ...process.env }
  const signal = abortOnInterruption()
  const system = await loadSystem(dirname(file))
  const scenarios = namedScenarios(await loadScenarios(file), flags.scenario, file)
  const result = await compareBuilds({
    system,
    scenarios: scenarios.map((scenario) => ({ scenario, file })),
    reference: flags.compare,
    rounds: flags.rounds,
    isFull: flags.full === true,
    seed: flags.seed ?? randomHex(4),
    inherited,
    signal,
    onStep: printProgress,
  })
  if (flags.json === true) printLine(JSON.stringify(result, null, 2))
  else {
    const { columns } = process.stdout
    printLine(comparisonReport(result, { color: hasColor(process.stdout), columns }))
  }
  process.exitCode = codeOf(result)
}

/** What was not measured is never fit to ship; what is merely noisy shows no regression. */
function codeOf(result: BuildComparison): ExitCode {
  if (result.wasInterrupted) return ExitCode.interrupted
  if (result.scenarios.some(({ outcome }) => outcome === 'failed')) return ExitCode.infrastructure
  const isCompared = result.scenarios.every(({ outcome }) => outcome === 'compared')
  return isCompared && verdictOf(result) !== 'regression' ? ExitCode.ship : ExitCode.doNotShip
}
