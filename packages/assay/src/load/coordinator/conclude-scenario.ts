import { availableParallelism } from 'node:os'
import { formatError } from '../../errors/format-error.ts'
import type { CapacityResult, ScenarioResult } from '../../model/load-result.ts'
import { findSaturations } from '../monitor/find-saturation.ts'
import { loadOutcome } from './load-outcome.ts'
import type { LoadPart } from './run-load.ts'
import { reasonsAgainst } from './validity.ts'

/** What is known of a scenario beside the load that its figures are about. */
export interface ScenarioFacts {
  readonly notes: readonly string[]
  readonly wasInterrupted: boolean
  readonly capacity?: CapacityResult
  /** The load that shows what limits the system, when it is another one. */
  readonly limiting?: LoadPart | undefined
}

type Conclusion = Omit<ScenarioResult, 'name' | 'file' | 'load' | 'startedAt' | 'thresholds'>

/** Judges one load: its figures, whether they can be believed, and what limited the system. */
export function concludeScenario(part: LoadPart, facts: ScenarioFacts): Conclusion {
  const { phases, timeline, elapsedMs, usage, threads, failure } = part
  const outcome = loadOutcome(timeline, phases, elapsedMs)
  const generator = timeline.generator(threads)
  const against = reasonsAgainst(generator, outcome.total)
  const limiting = facts.limiting ?? part
  return {
    ...outcome,
    ...judge(against, failure, facts),
    generator,
    usage,
    saturations: findSaturations(limiting.usage, availableParallelism()),
    capacity: facts.capacity,
  }
}

function judge(
  against: readonly string[],
  failure: unknown,
  { notes, wasInterrupted, capacity }: ScenarioFacts,
): Pick<ScenarioResult, 'status' | 'notes'> {
  if (failure !== undefined) return { status: 'failed', notes: [formatError(failure), ...notes] }
  if (wasInterrupted) {
    return { status: 'partial', notes: ['it was interrupted: the figures are those until then', ...notes] }
  }
  // A search goes on until something breaks; trials that say nothing are told as such.
  if (capacity !== undefined) return { status: 'valid', notes }
  return { status: against.length === 0 ? 'valid' : 'invalid', notes: [...against, ...notes] }
}
