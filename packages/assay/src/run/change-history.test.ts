import { expect, test } from 'vitest'
import { changesIn } from './change-history.ts'
import { STEP, storedRuns } from './fixtures/stored-history.ts'

test('a change is told with its commit, and the one before it', () => {
  expect(changesIn(storedRuns(STEP))).toEqual([
    {
      index: 7,
      change: {
        ...{ measure: 'orders GET /orders p95', before: 11, after: 16 },
        ...{ commit: 'c7', previousCommit: 'c6' },
      },
    },
  ])
})

test('the newest change comes first, although its operation was measured less often', () => {
  // An operation that is new has a history of its own, which begins later.
  const late = { service: 'users', operation: 'GET /users', p50: 1 }
  const history = storedRuns([...STEP, ...STEP.slice(7), ...STEP.slice(7)]).map((run, index) => {
    if (index < 12) return run
    return { ...run, operations: [...run.operations, { ...late, p95: STEP[index - 12] ?? 16 }] }
  })
  expect(changesIn(history).map(({ index, change }) => [index, change.measure])).toEqual([
    [19, 'users GET /users p95'],
    [7, 'orders GET /orders p95'],
  ])
})
