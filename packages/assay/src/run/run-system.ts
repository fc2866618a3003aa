import { join } from 'node:path'
import { newRunId } from '../base/identifiers.ts'
import type { PactResult } from '../contract/provider/verify-pact.ts'
import { configurationError, infrastructureError, messageOf } from '../errors/assay-error.ts'
import { formatError } from '../errors/format-error.ts'
import type { RunningSystem } from '../lifecycle/running-system.ts'
import { LEVELS, type Level, scopeOf } from '../model/level.ts'
import type { PartInfo } from '../model/part-event.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import type { RunResult } from '../model/run-result.ts'
import { ResultsStore, type RunStart } from '../results/results-store.ts'
import { createRunFolder, type RunFolder } from '../results/run-folder.ts'
import { VITEST_LEVELS } from '../vitest/projects.ts'
import { type Affected, affectedBy } from './affected.ts'
import { conclude } from './conclude.ts'
import { foreignSuites } from './foreign-suites.ts'
import { keepResult, reportFileOf } from './keep-result.ts'
import type { RunOptions } from './run-options.ts'
import { RunRecord } from './run-record.ts'
import { startOf } from './run-start.ts'
import { changedFiles } from './source-state.ts'
import { type PreparedVitest, preloadVitest, prepareVitest } from './vitest-phase.ts'

export interface RunOutcome {
  readonly result: RunResult
  /** What kept the run from testing: the system did not boot, or Assay itself failed. */
  readonly failure: unknown
  readonly reportFile: string
}

/**
 * Runs the selected levels of a system and judges its gates. It always ends with a result, kept
 * in the history and in `.assay/runs/<id>`; a system that does not boot, and an interruption, are
 * results too.
 */
export async function runSystem(options: RunOptions): Promise<RunOutcome> {
  const { system, signal } = options
  const folder = createRunFolder(system.directory, newRunId())
  using store = new ResultsStore(join(system.directory, '.assay', 'results.db'))
  // Git is asked by processes of its own; meanwhile this one has time to load Vitest.
  const preload = needsVitest(levelsOf(options)) ? preloadVitest() : undefined
  const [start] = await Promise.all([startOf(folder.id, options), preload])
  store.startRun(start)
  const record = new RunRecord(start.id, store)
  const emit: EmitRunEvent = (event) => options.emit(record.add(event))

  const boot: BootFacts = { parts: [], bootMs: undefined, isWarm: false }
  let failure: unknown
  try {
    await testSystem({ options, start, folder, record, emit, boot })
  } catch (error) {
    // Whatever a stopped run stumbles over is a consequence of stopping it.
    if (!signal.aborted) {
      failure = error
      emit({ type: 'problem', problem: problemOf(error) })
    }
  }
  const baseline = store.baselineFor(system.name, start.source?.commit)
  const judge = () =>
    conclude({ system, start, record, baseline, ...boot, wasInterrupted: signal.aborted }, Date.now())
  let result = judge()
  const notKept = record.storeFailure ?? tryToKeep(result, folder, store)
  if (notKept !== undefined) {
    // A verdict whose evidence is lost is not one to ship on.
    failure ??= resultsNotKept(notKept, folder)
    emit({ type: 'problem', problem: problemOf(failure) })
    result = judge()
  }
  emit({ type: 'run-finished', result })
  return { result, failure, reportFile: reportFileOf(folder) }
}

function tryToKeep(result: RunResult, folder: RunFolder, store: ResultsStore): unknown {
  try {
    keepResult(result, folder, store)
    return undefined
  } catch (error) {
    return error
  }
}

interface BootFacts {
  parts: readonly PartInfo[]
  bootMs: number | undefined
  isWarm: boolean
}

interface Testing {
  readonly options: RunOptions
  readonly start: RunStart
  readonly folder: RunFolder
  readonly record: RunRecord
  readonly emit: EmitRunEvent
  readonly boot: BootFacts
}

function levelsOf({ selection }: RunOptions): readonly Level[] {
  return selection.levels.length === 0 ? LEVELS : selection.levels
}

/** Vitest takes longer to start than many a scenario needs to say something. */
function needsVitest(levels: readonly Level[]): boolean {
  return VITEST_LEVELS.some((level) => levels.includes(level))
}

async function testSystem(testing: Testing): Promise<void> {
  const { options, start, folder, record, emit, boot } = testing
  const { signal } = options
  const levels = levelsOf(options)
  const needsSystem = levels.some((level) => scopeOf(level) !== 'none')
  // A run that needs no system does not load what boots one.
  const phase = needsSystem ? await import('./boot-phase.ts') : undefined
  await using running = await phase?.openSystem(options, folder.logDirectory, emit)
  const booting = running && phase?.bootSystem(running, levels, options, emit)
  // It is awaited below; a failure must not be unhandled while Vitest starts beside it.
  booting?.catch(() => undefined)
  const affected = await affectedSince(options)
  await using vitest = needsVitest(levels) ? await prepareTests(testing, running, affected) : undefined
  try {
    boot.bootMs = await booting
  } finally {
    boot.parts = (await running?.parts()) ?? []
    boot.isWarm = running?.isWarm ?? false
  }
  await vitest?.run(signal)
  await runForeignTests(levels, running, testing)
  const hasContracts = levels.includes('contract') && running !== undefined && !signal.aborted
  const verified = hasContracts ? await verifyProviders(running, testing) : []
  if (levels.includes('performance') && running !== undefined && !signal.aborted) {
    const { runPerformance } = await import('./performance-phase.ts')
    await runPerformance({ ...options, running, affected, seed: start.seed, emit })
  }
  if (hasContracts && !signal.aborted) {
    const { settleContracts } = await import('./broker-phase.ts')
    await settleContracts({ ...options, source: start.source, tests: record.tests, verified, emit })
  }
  boot.parts = (await running?.parts()) ?? []
  emit({ type: 'stopping' })
}

/** Tests of consumers may have written pacts meanwhile. */
async function verifyProviders(
  running: RunningSystem,
  { options, start, emit }: Testing,
): Promise<readonly PactResult[]> {
  const { system, inherited, signal } = options
  const [{ runContracts }, broker] = await Promise.all([
    import('./contract-phase.ts'),
    system.contracts.broker && import('./contract-broker.ts'),
  ])
  const onNote = (text: string) => emit({ type: 'note', text })
  return runContracts({
    ...options,
    ...{ running, affected: await affectedSince(options), seed: start.seed, emit },
    askBroker: broker?.brokerPacts(system, { inherited, signal, source: start.source, onNote }),
  })
}

function prepareTests(
  { options, start, emit }: Testing,
  running: RunningSystem | undefined,
  affected: Affected | undefined,
): Promise<PreparedVitest> {
  return prepareVitest({
    run: activeRunOf(options, start, running),
    levels: levelsOf(options),
    selection: options.selection,
    affected,
    retries: options.retries ?? options.system.tests.retries,
    workers: options.workers,
    events: {
      onTest: (test) => emit({ type: 'test-finished', test }),
      onCollected: (count) => emit({ type: 'tests-collected', count }),
      onProblem: (problem) => emit({ type: 'problem', problem }),
    },
  })
}

async function runForeignTests(
  levels: readonly Level[],
  running: RunningSystem | undefined,
  { options, start, folder, emit }: Testing,
): Promise<void> {
  const { system, inherited, signal, selection, scenarioFiles } = options
  // A name, a tag or a scenario file means nothing to other runners.
  if (selection.name !== undefined || selection.tags.length > 0 || scenarioFiles !== undefined) return
  for (const suite of foreignSuites(system, levels, selection.services)) {
    if (signal.aborted) return
    const { runForeignSuite } = await import('./foreign-tests.ts')
    const run = { system, runId: start.id, logDirectory: folder.logDirectory, inherited, signal }
    const tests = await runForeignSuite(suite, { ...run, socketPath: running?.socketPath })
    for (const test of tests) emit({ type: 'test-finished', test })
  }
}

function activeRunOf({ system, stubbed }: RunOptions, start: RunStart, running: RunningSystem | undefined) {
  return {
    system,
    stubbed,
    seed: start.seed,
    socketPath: async (level: Level) => {
      if (running !== undefined) return running.socketPath
      throw new Error(`level ${level} runs without a system`)
    },
  }
}

async function affectedSince({ system, selection }: RunOptions): Promise<Affected | undefined> {
  if (selection.changedSince === undefined) return undefined
  const files = await changedFiles(system.directory, selection.changedSince)
  if (files !== undefined) return affectedBy(files, system)
  throw configurationError({
    code: 'unknown_reference_point',
    message: `Git cannot tell what has changed since "${selection.changedSince}".`,
    fix: 'name a commit, tag or branch of this repository: --changed=main',
  })
}

function resultsNotKept(cause: unknown, folder: RunFolder) {
  return infrastructureError({
    code: 'results_not_kept',
    message: `The results could not be written: ${messageOf(cause)}`,
    evidence: [`folder: ${folder.directory}`],
    fix: 'free space there, or make it writable, and run again',
    cause,
  })
}

function problemOf(error: unknown) {
  return { message: formatError(error), diff: undefined, place: undefined, stack: undefined }
}
