import type { CapacityTrial } from '../../model/load-result.ts'

/** What the trials at one rate said. */
export interface RateRecord {
  readonly ratePerSecond: number
  readonly holds: number
  readonly breaks: number
  /** Trials in which the load generator was the limit: they say nothing about the system. */
  readonly invalids: number
}

/** What is known about where the system breaks. */
export interface RateEdges {
  /** The highest rate below `upper` that held each time. */
  readonly lower: RateRecord | undefined
  /** The lowest rate that broke, and that most of its trials have not cleared since. */
  readonly upper: RateRecord | undefined
  /** Rates that broke, but not in most of their trials, ascending. */
  readonly mixed: readonly RateRecord[]
  /** The lowest rate that the load generator cannot make: infinity if it could make all. */
  readonly ceiling: number
}

/** A rate whose trials were invalid as often is left alone: it was repeated, and that did not help. */
export const MOST_INVALID = 2

/** Sums the trials up; `repeats` says how often each edge is tried again. */
export function edgesOf(trials: readonly CapacityTrial[], repeats: number): RateEdges {
  const records = recordsOf(trials)
  const broken = records.filter((record) => record.breaks > 0)
  const upper = broken.find((record) => !isCleared(record, repeats))
  const below = upper?.ratePerSecond ?? Number.POSITIVE_INFINITY
  return {
    lower: records.findLast(
      ({ ratePerSecond, holds, breaks }) => holds > 0 && breaks === 0 && ratePerSecond < below,
    ),
    upper,
    mixed: broken.filter((record) => isCleared(record, repeats)),
    ceiling:
      records.find(({ invalids }) => invalids >= MOST_INVALID)?.ratePerSecond ?? Number.POSITIVE_INFINITY,
  }
}

/** Whether the first trial and its repeats have broken by majority, whatever the rest would say. */
export function isConfirmed({ breaks }: RateRecord, repeats: number): boolean {
  return breaks >= majorityOf(1 + repeats)
}

/** Whether so many trials held that a majority of them can no longer break. */
function isCleared({ holds }: RateRecord, repeats: number): boolean {
  return holds > 1 + repeats - majorityOf(1 + repeats)
}

function majorityOf(trials: number): number {
  return Math.floor(trials / 2) + 1
}

/** One record for each rate, ascending. */
export function recordsOf(trials: readonly CapacityTrial[]): RateRecord[] {
  const rates = [...new Set(trials.map(({ ratePerSecond }) => ratePerSecond))]
  return rates
    .sort((left, right) => left - right)
    .map((ratePerSecond) => {
      const count = (outcome: CapacityTrial['outcome']) =>
        trials.filter((trial) => trial.ratePerSecond === ratePerSecond && trial.outcome === outcome).length
      return { ratePerSecond, holds: count('holds'), breaks: count('breaks'), invalids: count('invalid') }
    })
}
