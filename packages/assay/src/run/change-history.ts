import { findChangePoints, namedChangePoints } from '../load/comparison/e-divisive.ts'
import type { MeasureChange } from '../load/comparison/scenario-comparison.ts'
import type { StoredFigures } from '../results/results-store.ts'
import { measureName } from './comparison-samples.ts'

/** Where the latency of an operation has changed in the runs of the main branch, newest first. */
export function changesIn(history: readonly StoredFigures[]): MeasureChange[] {
  const onMain = history.filter(({ isMain }) => isMain)
  const byOperation = Map.groupBy(onMain, (figures) => measureName(figures, 'p95'))
  const changes = [...byOperation].flatMap(([measure, figures]) => {
    const points = findChangePoints(figures.map(({ p95 }) => p95))
    return namedChangePoints(points, figures).map(({ index, before, after, run, previous }) => ({
      index,
      change: { measure, before, after, commit: run.commit, previousCommit: previous.commit },
    }))
  })
  return changes.sort((left, right) => right.index - left.index).map(({ change }) => change)
}
