import { messageOf } from '../../errors/assay-error.ts'
import type { CapacityTrial } from '../../model/load-result.ts'
import { type SearchEnd, searchCapacity, type TrialOutcome } from '../capacity/search-capacity.ts'
import type { ArrivalLoad, CapacityLoad } from '../scenario/load.ts'
import { concludeScenario } from './conclude-scenario.ts'
import type { LoadGenerator } from './generator.ts'
import { isSetupFailure, judgeTrial } from './judge-trial.ts'
import { noLoad } from './load-outcome.ts'
import { type LoadPart, runLoad } from './run-load.ts'
import type { ScenarioRun } from './scenario-run.ts'

/** Trials begin with a warm-up of this share of their time. */
const WARM_UP_SHARE = 0.2
/** A percentile of fewer requests says little; no lower rate is tried than one that has so many in a trial. */
const LEAST_ARRIVALS = 10
/** Users that are ready for the first trial: as many as an open load has ready. */
const FIRST_USERS_SHARE = 0.1

interface TriedRate {
  readonly ratePerSecond: number
  readonly outcome: CapacityTrial['outcome']
  readonly part: LoadPart
}

/**
 * Searches the rate at which the objective breaks. The figures are those of the highest rate that
 * held, and what limits the system is read where it broke. A failure ends the search, which keeps
 * what it knows.
 */
export async function findCapacity(
  generator: LoadGenerator,
  run: ScenarioRun & { readonly load: CapacityLoad },
  notes: Set<string>,
) {
  const { load, signal } = run
  const tried: TriedRate[] = []
  let failure: unknown
  const makeUsersReady = async (ratePerSecond: number) => {
    const last = tried.at(-1)
    try {
      await generator.setUpUsers(usersFor(ratePerSecond, last, load), signal)
    } catch (error) {
      // Some could be set up before. The trial shows whether the others are needed.
      if (last === undefined || !isSetupFailure(error)) throw error
    }
  }
  const attempt = async (ratePerSecond: number): Promise<TrialOutcome | SearchEnd> => {
    try {
      await makeUsersReady(ratePerSecond)
      const part = await runLoad(generator, trialLoad(ratePerSecond, load), run, (note) => notes.add(note))
      signal.throwIfAborted()
      const outcome = judgeTrial(part, load.objective, ratePerSecond)
      if (outcome.outcome !== 'ends') tried.push({ ratePerSecond, outcome: outcome.outcome, part })
      return outcome
    } catch (error) {
      if (signal.aborted) throw error
      failure = error
      return { outcome: 'ends', reason: messageOf(error) }
    }
  }
  const { fromPerSecond, mostPerSecond, precision } = load
  const measuredSeconds = (load.trialMs * (1 - WARM_UP_SHARE)) / 1_000
  const leastPerSecond = LEAST_ARRIVALS / measuredSeconds
  const plan = { fromPerSecond, mostPerSecond, leastPerSecond, precision, signal }
  const capacity = await searchCapacity(attempt, plan)
  const lastAt = (rate: number | undefined, outcome: CapacityTrial['outcome']) =>
    tried.findLast((one) => one.ratePerSecond === rate && one.outcome === outcome)?.part
  const limiting = lastAt(capacity.breaksAtPerSecond, 'breaks')
  const shown = lastAt(capacity.holdsAtPerSecond, 'holds') ?? limiting ?? noLoad()
  const facts = { notes: [...notes], wasInterrupted: signal.aborted, capacity, limiting }
  return concludeScenario({ ...shown, failure }, facts)
}

/** Users are made ready between trials, as many as the last one makes expect. */
function usersFor(rate: number, last: TriedRate | undefined, { maxUsers }: CapacityLoad): number {
  const perArrival =
    last === undefined
      ? FIRST_USERS_SHARE
      : last.part.timeline.generator(last.part.threads).peakUsers / last.ratePerSecond
  return Math.min(maxUsers, Math.ceil(rate * perArrival))
}

function trialLoad(rate: number, { trialMs, maxUsers }: CapacityLoad): ArrivalLoad {
  const stage = { from: rate, to: rate }
  const warmUpMs = trialMs * WARM_UP_SHARE
  return {
    kind: 'arrivals',
    stages: [
      { name: 'warm-up', ...stage, durationMs: warmUpMs, isMeasured: false },
      { name: `${Math.round(rate)}/s`, ...stage, durationMs: trialMs - warmUpMs, isMeasured: true },
    ],
    readyUsers: 0,
    maxUsers,
  }
}
