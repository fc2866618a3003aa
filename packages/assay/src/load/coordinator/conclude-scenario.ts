import { availableParallelism } from 'node:os'
import { formatError } from '../../errors/format-error.ts'
import type { CapacityResult, Saturation, ScenarioResult } from '../../model/load-result.ts'
import { findSaturations } from '../monitor/find-saturation.ts'
import { type LoadOutcome, loadOutcome } from './load-outcome.ts'
import { warmUpMs } from './phases.ts'
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
  const against = reasonsAgainst(generator, outcome)
  const notes = [...silenceOf(outcome), ...facts.notes]
  return {
    ...outcome,
    ...judge(against, failure, { ...facts, notes }),
    generator,
    usage,
    saturations: saturationsIn(facts.limiting ?? part),
    capacity: facts.capacity,
  }
}

/** Figures of nothing look like those of a fast system to whoever reads them in a hurry. */
function silenceOf({ total, errorSamples }: LoadOutcome): string[] {
  if (total.scheduled === 0 || total.answered > 0) return []
  const why = errorSamples[0] === undefined ? '' : `: ${errorSamples[0].message}`
  return [`no request was answered${why}`]
}

/** What limited the system while it was measured. */
function saturationsIn({ usage, machine, phases, elapsedMs }: LoadPart): Saturation[] {
  const fromMs = warmUpMs(phases)
  return findSaturations(usage, availableParallelism(), { fromMs, toMs: elapsedMs, machine })
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
  if (capacity !== undefined) return judgeSearch(capacity, notes)
  return { status: against.length === 0 ? 'valid' : 'invalid', notes: [...against, ...notes] }
}

/** Trials that say nothing are told as such; a search with no other ones has found out nothing. */
function judgeSearch(
  { holdsAtPerSecond, breaksAtPerSecond, reason = 'no trial says anything' }: CapacityResult,
  notes: readonly string[],
): Pick<ScenarioResult, 'status' | 'notes'> {
  const isKnown = holdsAtPerSecond !== undefined || breaksAtPerSecond !== undefined
  return isKnown ? { status: 'valid', notes } : { status: 'invalid', notes: [reason, ...notes] }
}
