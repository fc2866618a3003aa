import { join } from 'node:path'
import { newRunId } from '../base/identifiers.ts'
import { AssayError, messageOf } from '../errors/assay-error.ts'
import { connectHost } from '../lifecycle/host-client.ts'
import { endingWith, openOwnSystem, type RunningSystem } from '../lifecycle/running-system.ts'
import { compareRuns } from '../load/comparison/compare-runs.ts'
import type { BuildComparison, ScenarioComparison } from '../load/comparison/scenario-comparison.ts'
import { describeLoad } from '../load/coordinator/describe-load.ts'
import { loadOf } from '../load/scenario/scenario.ts'
import { loadSystem } from '../model/load-system.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import type { System } from '../model/system.ts'
import { ResultsStore } from '../results/results-store.ts'
import { createRunFolder, type RunFolder } from '../results/run-folder.ts'
import { checkOutBase } from './base-checkout.ts'
import { changesIn } from './change-history.ts'
import { compareOptionsFor, samplesOf } from './comparison-samples.ts'
import { eventLoopFolderIn } from './load-environment.ts'
import { measureInTurns, type Side, type SideSamples } from './measure-in-turns.ts'
import type { ScenarioInFile } from './measure-scenario.ts'
import { environmentHashOf } from './run-start.ts'

export interface CompareBuildsOptions {
  readonly system: System
  readonly scenarios: readonly ScenarioInFile[]
  /** What to compare with: a commit, branch or tag. */
  readonly reference: string
  readonly rounds: number
  readonly isFull: boolean
  readonly seed: string
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly emit: EmitRunEvent
  /** Told what is measured next. */
  readonly onStep: (text: string) => void
}

/**
 * Compares the load scenarios of this build with those of another commit. Both are booted and
 * measured in turns; when the other one cannot run here, this one is compared with what stored
 * runs of the main branch measured.
 */
export async function compareBuilds(options: CompareBuildsOptions): Promise<BuildComparison> {
  const { system, reference } = options
  const folder = createRunFolder(system.directory, newRunId())
  await using opened = new AsyncDisposableStack()
  const running = opened.use(await open(system, folder.logDirectory, options))
  const candidate = opened.use(await sideFor(system, running, options))
  const notes: string[] = []
  const base = await openBase({ options, running, folder, opened }).catch((error: unknown) => {
    // A reference that does not exist is a mistake; a build that does not run is a fact.
    if (error instanceof AssayError && error.code === 'unknown_reference_point') throw error
    notes.push(`"${reference}" cannot run here, so stored runs are compared with: ${messageOf(error)}`)
    return undefined
  })
  const sides = base === undefined ? [candidate] : [base.side, candidate]
  const measured = await measureInTurns(sides, options)
  return {
    reference,
    commit: base?.commit,
    method: base === undefined ? 'stored' : 'interleaved',
    rounds: options.rounds,
    scenarios: compareAll(options, measured),
    notes: [...notes, ...measured.notes],
    wasInterrupted: options.signal.aborted,
  }
}

async function openBase({
  options,
  running,
  folder,
  opened,
}: {
  readonly options: CompareBuildsOptions
  readonly running: RunningSystem
  readonly folder: RunFolder
  readonly opened: AsyncDisposableStack
}): Promise<{ readonly side: Side; readonly commit: string }> {
  const { system, reference } = options
  const checkout = opened.use(
    await checkOutBase(system.directory, reference, join(running.dataDirectory, 'base')),
  )
  const baseSystem = await loadSystem(checkout.directory)
  const base = opened.use(await open(baseSystem, join(folder.logDirectory, 'base'), options))
  return { side: opened.use(await sideFor(baseSystem, base, options)), commit: checkout.commit }
}

async function open(
  system: System,
  logDirectory: string,
  { inherited, signal }: CompareBuildsOptions,
): Promise<RunningSystem> {
  return endingWith(await openOwnSystem({ system, logDirectory, inherited, emit: () => undefined }), signal)
}

async function sideFor(
  system: System,
  running: RunningSystem,
  { inherited, seed, isFull, signal, emit }: CompareBuildsOptions,
): Promise<Side & AsyncDisposable> {
  const host = await connectHost(running.socketPath)
  const eventLoopFolder = eventLoopFolderIn(running.dataDirectory)
  return {
    ...{ system, host, eventLoopFolder, stubbed: [], inherited, seed, isFull, signal, emit },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}

function compareAll(
  { system, scenarios, isFull }: CompareBuildsOptions,
  { bySide }: SideSamples,
): ScenarioComparison[] {
  using store = new ResultsStore(join(system.directory, '.assay', 'results.db'))
  return scenarios.map(({ scenario }) => {
    const load = describeLoad(loadOf(scenario, isFull))
    const history = store.loadHistory(scenario.name, load, environmentHashOf(system))
    const [first, second] = bySide.map((samples) => samples.get(scenario.name) ?? [])
    const stored = samplesOf(history.filter(({ isMain }) => isMain))
    const [baseline, candidate] = second === undefined ? [stored, first ?? []] : [first ?? [], second]
    const comparison = compareRuns(baseline, candidate, compareOptionsFor([...baseline, ...candidate]))
    return { scenario: scenario.name, load, comparison, changes: changesIn(history) }
  })
}
