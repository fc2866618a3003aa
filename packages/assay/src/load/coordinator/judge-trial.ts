import { formatDuration } from '../../base/duration.ts'
import { AssayError } from '../../errors/assay-error.ts'
import { errorRateOf, type LoadFigures } from '../../model/load-result.ts'
import type { SearchEnd, TrialOutcome } from '../capacity/search-capacity.ts'
import type { Objective } from '../scenario/load.ts'
import { type LoadOutcome, loadOutcome } from './load-outcome.ts'
import type { LoadPart } from './run-load.ts'
import { reasonsAgainst } from './validity.ts'

/**
 * Whether the system kept the objective under the load of one rate. A trial in which nothing was
 * measured ends the search: figures of nothing look like those of a fast system.
 *
 * @throws whatever ended the trial, unless it is that a user could not be set up.
 */
export function judgeTrial(
  part: LoadPart,
  objective: Objective,
  ratePerSecond: number,
): TrialOutcome | SearchEnd {
  const unready = setupFailureOf(part)
  if (part.hasEndedEarly) return end(`the rows of a feeder were used up at ${ratePerSecond}/s`)
  const outcome = loadOutcome(part.timeline, part.phases, part.elapsedMs)
  const { total } = outcome
  if (unready.length === 0 && total.scheduled === 0) {
    return end(`nothing was due in the measured time of a trial at ${ratePerSecond}/s`)
  }
  const begun = withoutDrops(outcome)
  const broken = [...unready, ...brokenIn(begun.total, objective)]
  const generator = part.timeline.generator(part.threads)
  const against = reasonsAgainst(generator, outcome)
  // A system that is too slow keeps all users busy: what is dropped then is its doing.
  const isSpoilt = (broken.length > 0 ? reasonsAgainst(generator, begun) : against).length > 0
  return {
    outcome: isSpoilt ? 'invalid' : broken.length > 0 ? 'breaks' : 'holds',
    p95Ms: total.latency.p95,
    errorRate: errorRateOf(total),
    reason: (isSpoilt ? against : broken)[0],
  }
}

/** Users were set up before the trial: that one more could not be is what the system made of the load. */
function setupFailureOf({ failure }: LoadPart): string[] {
  if (failure === undefined) return []
  if (isSetupFailure(failure)) return [failure.message]
  throw failure
}

export function isSetupFailure(error: unknown): error is AssayError {
  return error instanceof AssayError && error.code === 'scenario_setup_failed'
}

/** What it would be if nobody had asked for what was dropped. */
function withoutDrops(outcome: LoadOutcome): LoadOutcome {
  const { total } = outcome
  return { ...outcome, total: { ...total, scheduled: total.scheduled - total.dropped, dropped: 0 } }
}

function brokenIn(total: LoadFigures, { p95Ms, errorRate }: Objective): string[] {
  const { p95 } = total.latency
  const measured = errorRateOf(total)
  return [
    ...(p95 > p95Ms ? [`p95 is ${formatDuration(p95)}, and must be below ${formatDuration(p95Ms)}`] : []),
    ...(measured > errorRate
      ? [`${(measured * 100).toFixed(1)} % of requests had errors, and at most ${errorRate * 100} % may`]
      : []),
  ]
}

function end(reason: string): SearchEnd {
  return { outcome: 'ends', reason }
}
