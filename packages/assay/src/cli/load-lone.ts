import { judgeScenarios } from '../gates/judge-scenarios.ts'
import type { ScenarioResult } from '../model/load-result.ts'
import type { GateVerdict } from '../model/run-result.ts'
import {
  type LoneScenario,
  loadWithoutSystem,
  scenarioOfRequest,
  scenariosOfFile,
} from '../run/load-without-system.ts'
import { ExitCode } from './exit-code.ts'
import { abortOnInterruption } from './interruption.ts'
import type { OutputFlags } from './load-command.ts'
import { printLoad } from './print-load.ts'
import { createProgress } from './progress.ts'
import type { QuickLoad } from './quick-load.ts'
import { writeLoadReport } from './write-load-report.ts'

/** Puts load on one URL. */
export async function loadUrl({ request, ...options }: QuickLoad, flags: OutputFlags): Promise<void> {
  await loadLone([scenarioOfRequest(request, options)], request.url, flags)
}

/** Runs the scenarios of a file that belongs to no system. */
export async function loadFile(
  file: string,
  flags: OutputFlags & { readonly scenario?: string },
): Promise<void> {
  await loadLone(await scenariosOfFile(file, flags.scenario), file, flags)
}

async function loadLone(
  scenarios: readonly LoneScenario[],
  title: string,
  flags: OutputFlags,
): Promise<void> {
  const signal = abortOnInterruption()
  const progress = createProgress(process.stderr)
  const emit = progress.show.bind(progress)
  const results = await loadWithoutSystem(scenarios, { seed: flags.seed, emit, signal })
  progress.end()
  const verdicts = judgeScenarios(results.filter(({ status }) => status === 'valid'))
  const left = scenarios.slice(results.length).map(({ name }) => name)
  printLoad({ results, verdicts, left }, flags)
  process.exitCode = signal.aborted ? ExitCode.interrupted : codeOf(results, verdicts)
  if (flags.report !== undefined) writeLoadReport(flags.report, results, title)
}

function codeOf(results: readonly ScenarioResult[], verdicts: readonly GateVerdict[]): ExitCode {
  if (results.some(({ status }) => status === 'failed')) return ExitCode.infrastructure
  const isSound = results.every(({ status }) => status === 'valid')
  return isSound && verdicts.every(({ outcome }) => outcome === 'pass') ? ExitCode.ship : ExitCode.doNotShip
}
