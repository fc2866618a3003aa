import { availableParallelism } from 'node:os'
import { formatError } from '../../errors/format-error.ts'
import type { ScenarioResult } from '../../model/load-result.ts'
import type { Load } from '../scenario/load.ts'
import { concludeScenario } from './conclude-scenario.ts'
import { describeLoad } from './describe-load.ts'
import { findCapacity } from './find-capacity.ts'
import { LoadGenerator } from './generator.ts'
import { loadOutcome, noLoad } from './load-outcome.ts'
import { runLoad } from './run-load.ts'
import type { ScenarioRun } from './scenario-run.ts'

/**
 * Runs one scenario: makes its users ready, puts the load on, and tells what came of it. It always
 * gives a result; what went wrong is its status and its notes.
 */
export async function runScenario(run: ScenarioRun): Promise<ScenarioResult> {
  const notes = new Set<string>()
  const { name, shownFile: file, thresholds } = run
  const base = { name, file, thresholds, startedAt: Date.now(), load: describeLoad(run.load) }
  try {
    await using generator = await startGenerator(run, (note) => notes.add(note))
    await generator.prepare(readyUsersOf(run.load), run.signal)
    const conclusion = await underLoad(generator, run, notes)
    if (!run.signal.aborted && conclusion.status !== 'failed') await finish(generator, run.signal, notes)
    // Taking everything apart may have had something to say.
    return { ...base, ...conclusion, notes: [...new Set([...conclusion.notes, ...notes])] }
  } catch (error) {
    return { ...base, ...nothingMeasured(error, run, notes), capacity: undefined }
  }
}

async function underLoad(generator: LoadGenerator, run: ScenarioRun, notes: Set<string>) {
  const { load, signal } = run
  if (load.kind === 'capacity') return findCapacity(generator, { ...run, load }, notes)
  const part = await runLoad(generator, load, run, (note) => notes.add(note))
  return concludeScenario(part, { notes: [...notes], wasInterrupted: signal.aborted })
}

/** What was measured stays measured, whatever happens afterwards. */
async function finish(generator: LoadGenerator, signal: AbortSignal, notes: Set<string>): Promise<void> {
  try {
    await generator.finish(signal)
  } catch (error) {
    notes.add(signal.aborted ? 'it was interrupted after its load' : `after the load: ${formatError(error)}`)
  }
}

function startGenerator(run: ScenarioRun, onNote: (note: string) => void): Promise<LoadGenerator> {
  const { file, quick, name, targets, seed } = run
  const threads = run.threads ?? Math.max(1, availableParallelism() - 1)
  return LoadGenerator.start({ file, quick, scenario: name, targets, seed, threads, onNote })
}

/** Users that are ready before the load begins: all of a closed load's first, a share of an open one's. */
function readyUsersOf(load: Load): number {
  if (load.kind === 'users') return load.stages[0]?.from ?? 0
  return load.kind === 'arrivals' ? load.readyUsers : 0
}

function nothingMeasured(error: unknown, { signal }: ScenarioRun, notes: Set<string>) {
  const { timeline, phases, elapsedMs, threads } = noLoad()
  const what = signal.aborted ? 'it was interrupted before its load began' : formatError(error)
  const status: ScenarioResult['status'] = signal.aborted ? 'partial' : 'failed'
  return {
    ...loadOutcome(timeline, phases, elapsedMs),
    ...{
      status,
      notes: [what, ...notes],
      generator: timeline.generator(threads),
      usage: [],
      saturations: [],
    },
  }
}
