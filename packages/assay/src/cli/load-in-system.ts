import { dirname, relative } from 'node:path'
import { loadSystem } from '../model/load-system.ts'
import type { Selection } from '../model/run-result.ts'
import { type RunOutcome, runSystem } from '../run/run-system.ts'
import { loadScenarios, namedScenarios } from '../run/scenario-files.ts'
import { ExitCode, exitCodeOf } from './exit-code.ts'
import { abortOnInterruption } from './interruption.ts'
import type { OutputFlags } from './load-command.ts'
import { printError, printLine, printProgress } from './print.ts'
import { printReport } from './print-report.ts'
import { createProgress } from './progress.ts'
import { writeLoadReport } from './write-load-report.ts'

/**
 * Runs the scenarios of a file against the system whose definition is above it: a run like any
 * other, with all of the load and nothing but the load.
 */
export async function loadInSystem(
  file: string,
  flags: OutputFlags & { readonly scenario?: string },
): Promise<void> {
  const inherited = { ...process.env }
  const signal = abortOnInterruption()
  const system = await loadSystem(dirname(file))
  // What is wrong with the file is told before anything is booted for it.
  namedScenarios(await loadScenarios(file), flags.scenario, file)
  const progress = createProgress(process.stderr)
  const outcome = await runSystem({
    system,
    selection: selectionOf(relative(system.directory, file), flags.scenario),
    scenarioFiles: [file],
    isFull: true,
    stubbed: [],
    retries: undefined,
    workers: undefined,
    seed: flags.seed,
    inherited,
    emit: (event) => progress.show(event),
    signal,
  })
  progress.end()
  printOutcome(outcome, flags)
  process.exitCode = codeOf(outcome)
  if (flags.report !== undefined) writeLoadReport(flags.report, outcome.result.scenarios, system.name)
}

function selectionOf(file: string, name: string | undefined): Selection {
  return { levels: ['performance'], services: [], tags: [], name, files: [file], changedSince: undefined }
}

function printOutcome({ result, failure, reportFile }: RunOutcome, { json }: OutputFlags): void {
  if (json !== true) {
    printReport(result, reportFile)
    return
  }
  printLine(JSON.stringify(result.scenarios, null, 2))
  for (const reason of result.reasons) printProgress(reason)
  if (reportFile !== undefined) printProgress(`report: ${reportFile}`)
  if (failure !== undefined) printError(failure)
}

function codeOf({ result, failure }: RunOutcome): ExitCode {
  if (result.wasInterrupted) return ExitCode.interrupted
  if (failure !== undefined) return exitCodeOf(failure)
  if (result.scenarios.some(({ status }) => status === 'failed')) return ExitCode.infrastructure
  return result.verdict === 'ship' ? ExitCode.ship : ExitCode.doNotShip
}
