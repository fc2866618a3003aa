import { join } from 'node:path'
import { newRunId } from '../base/identifiers.ts'
import { messageOf } from '../errors/assay-error.ts'
import type { BuildComparison, StoredRunCounts } from '../load/comparison/scenario-comparison.ts'
import { describeLoad } from '../load/coordinator/describe-load.ts'
import { loadOf } from '../load/scenario/scenario.ts'
import type { System } from '../model/system.ts'
import { ResultsStore } from '../results/results-store.ts'
import { createRunFolder, type RunFolder } from '../results/run-folder.ts'
import { commitOf } from './base-checkout.ts'
import { type ComparedBuild, type MeasuringOptions, openBase, openBuild } from './compared-build.ts'
import { notesOfCrashes, notesOfLeftOut } from './comparison-notes.ts'
import { type ComparedScenario, concludeComparison } from './conclude-comparison.ts'
import { measureInTurns, type TurnOptions } from './measure-in-turns.ts'
import { environmentHashOf } from './run-start.ts'
import { sourceState } from './source-state.ts'
import { storedBaseline } from './stored-baseline.ts'

export interface CompareBuildsOptions extends MeasuringOptions, TurnOptions {
  readonly system: System
  /** What to compare with: a commit, branch or tag. */
  readonly reference: string
}

/**
 * Compares the load scenarios of this build with those of another commit. Both are booted and
 * measured in turns; when the other one cannot run here, this one is compared with what stored
 * runs have measured.
 *
 * @throws AssayError `unknown_reference_point`, or what is wrong with the history or the machine.
 */
export async function compareBuilds(options: CompareBuildsOptions): Promise<BuildComparison> {
  const { system, reference, signal } = options
  // What is wrong with the history is told before anything is measured.
  using store = new ResultsStore(join(system.directory, '.assay', 'results.db'))
  const commit = await commitOf(system.directory, reference)
  const folder = createRunFolder(system.directory, newRunId())
  await using opened = new AsyncDisposableStack()
  const { logDirectory } = folder
  const candidate = opened.use(await openBuild('candidate', { system, logDirectory }, options))
  const base = await tryToOpenBase(commit, folder, options)
  const isStored = 'problem' in base && !signal.aborted
  const builds = 'problem' in base ? [candidate] : [opened.use(base), candidate]
  const runs = await measureInTurns(builds, options)
  const scenarios = await scenariosWith(store, { ...options, commit, isStored })
  return {
    ...{ reference, commit, rounds: runs.rounds },
    method: isStored ? 'stored' : 'interleaved',
    stored: isStored ? countsOf(scenarios) : undefined,
    scenarios: concludeComparison(scenarios, runs),
    leftOut: runs.leftOut,
    notes: [
      ...(isStored
        ? [`"${reference}" cannot run here, so stored runs are compared with: ${base.problem}`]
        : []),
      ...notesOfLeftOut(runs.leftOut),
      ...builds.flatMap(notesOfCrashes),
    ],
    wasInterrupted: signal.aborted,
  }
}

/** A build that does not run is a fact and no failure. */
async function tryToOpenBase(
  commit: string,
  folder: RunFolder,
  options: CompareBuildsOptions,
): Promise<ComparedBuild | { readonly problem: string }> {
  const checkout = join(folder.directory, 'base')
  const place = { system: options.system, commit, checkout, logDirectory: join(folder.logDirectory, 'base') }
  try {
    return await openBase(place, options)
  } catch (error) {
    return { problem: messageOf(error) }
  }
}

async function scenariosWith(
  store: ResultsStore,
  options: CompareBuildsOptions & { readonly commit: string; readonly isStored: boolean },
): Promise<ComparedScenario[]> {
  const { system, scenarios, isFull, commit, isStored } = options
  const candidate = (await sourceState(system.directory))?.commit
  return scenarios.map(({ scenario }) => {
    const load = describeLoad(loadOf(scenario, isFull))
    const history = store.loadHistory(scenario.name, load, environmentHashOf(system))
    const stored = isStored ? storedBaseline(history, { reference: commit, candidate }) : undefined
    return { scenario: scenario.name, load, history, stored }
  })
}

/** A run may have measured several of the scenarios. */
function countsOf(scenarios: readonly ComparedScenario[]): StoredRunCounts {
  const stored = scenarios.flatMap((scenario) => scenario.stored ?? [])
  const count = (of: keyof StoredRunCounts) =>
    new Set(stored.filter((one) => one.of === of).flatMap(({ runs }) => runs.map(({ run }) => run))).size
  return { reference: count('reference'), main: count('main') }
}
