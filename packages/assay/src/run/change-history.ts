import { findChangePoints, namedChangePoints } from '../load/comparison/e-divisive.ts'
import type { MeasureChange } from '../load/comparison/scenario-comparison.ts'
import type { StoredMeasurement } from '../results/results-store.ts'
import { latencyMeasure } from './comparison-samples.ts'

/** A change, and where in the history it is: the index of the first run with the new level. */
export interface PlacedChange {
  readonly index: number
  readonly change: MeasureChange
}

/** Where the latency of an operation has changed in a history, newest first. */
export function changesIn(history: readonly StoredMeasurement[]): PlacedChange[] {
  const figures = history.flatMap(({ operations, commit }, index) =>
    operations.map((operation) => ({ operation, commit, index })),
  )
  // Not every run has every operation, so that a place in a series is none in the history.
  const series = Map.groupBy(figures, ({ operation }) => latencyMeasure(operation, 'p95'))
  const changes = [...series].flatMap(([measure, runs]) => {
    const points = findChangePoints(runs.map(({ operation }) => operation.p95))
    return namedChangePoints(points, runs).map(({ before, after, run, previous }) => ({
      index: run.index,
      change: { measure, before, after, commit: run.commit, previousCommit: previous.commit },
    }))
  })
  return changes.sort((left, right) => right.index - left.index)
}
