import { formatDuration } from '../../base/duration.ts'
import { type CapacityResult, type CapacityTrial, errorRateOf } from '../../model/load-result.ts'
import { searchCapacity } from '../capacity/search-capacity.ts'
import type { ArrivalLoad, CapacityLoad, Objective } from '../scenario/load.ts'
import { concludeScenario } from './conclude-scenario.ts'
import type { LoadGenerator } from './generator.ts'
import { loadOutcome } from './load-outcome.ts'
import { type LoadPart, runLoad } from './run-load.ts'
import type { ScenarioRun } from './scenario-run.ts'
import { reasonsAgainst } from './validity.ts'

/** Trials begin with a warm-up of this share of their time. */
const WARM_UP_SHARE = 0.2

/**
 * Searches the rate at which the objective breaks. The figures are those of the highest rate that
 * held, and what limits the system is read where it broke.
 */
export async function findCapacity(
  generator: LoadGenerator,
  run: ScenarioRun & { readonly load: CapacityLoad },
  notes: Set<string>,
) {
  const { load, signal } = run
  const parts: { readonly trial: CapacityTrial; readonly part: LoadPart }[] = []
  const capacity: CapacityResult = await searchCapacity(
    async (ratePerSecond) => {
      const part = await runLoad(generator, trialLoad(ratePerSecond, load), run, (note) => notes.add(note))
      if (part.failure !== undefined) throw part.failure
      const judged = judgeTrial(part, load.objective, ratePerSecond)
      parts.push({ trial: judged.trial, part })
      return { ...judged.trial, reason: judged.reason }
    },
    {
      fromPerSecond: load.fromPerSecond,
      mostPerSecond: load.mostPerSecond,
      precision: load.precision,
      signal,
    },
  )
  const byOutcome = (outcome: CapacityTrial['outcome']) =>
    parts
      .filter(({ trial }) => trial.outcome === outcome)
      .sort((left, right) => left.trial.ratePerSecond - right.trial.ratePerSecond)
  const shown = byOutcome('holds').at(-1) ?? parts[0]
  const facts = {
    notes: [...notes],
    wasInterrupted: signal.aborted,
    capacity,
    limiting: byOutcome('breaks')[0]?.part,
  }
  if (shown === undefined) throw new Error('a search for capacity made no trial')
  return concludeScenario(shown.part, facts)
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

function judgeTrial(
  { timeline, phases, elapsedMs, threads }: LoadPart,
  { p95Ms, errorRate }: Objective,
  ratePerSecond: number,
): { trial: CapacityTrial; reason: string | undefined } {
  const figures = loadOutcome(timeline, phases, elapsedMs)
  const { total } = figures
  const measured = { ratePerSecond, p95Ms: total.latency.p95, errorRate: errorRateOf(total) }
  const broken = [
    ...(total.latency.p95 > p95Ms
      ? [`p95 is ${formatDuration(total.latency.p95)}, and must be below ${formatDuration(p95Ms)}`]
      : []),
    ...(measured.errorRate > errorRate
      ? [
          `${(measured.errorRate * 100).toFixed(1)} % of requests had errors, and at most ${errorRate * 100} % may`,
        ]
      : []),
  ]
  const against = reasonsAgainst(timeline.generator(threads), figures)
  const outcome = against.length > 0 ? 'invalid' : broken.length > 0 ? 'breaks' : 'holds'
  return { trial: { ...measured, outcome }, reason: [...against, ...broken][0] }
}
