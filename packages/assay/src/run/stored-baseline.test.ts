import { expect, test } from 'vitest'
import { STEP, storedRun, storedRuns } from './fixtures/stored-history.ts'
import { storedBaseline } from './stored-baseline.ts'

const commitsOf = ({ runs }: ReturnType<typeof storedBaseline>) => runs.map(({ commit }) => commit)

test('the runs of the commit that was asked for, wherever it was', () => {
  const onBranch = storedRun('c9', 12, { isMain: false })
  const dirty = storedRun('c9', 50, { isMain: false, isClean: false })
  const found = storedBaseline([...storedRuns([10, 11]), onBranch, dirty], {
    reference: 'c9',
    candidate: 'c1',
  })
  expect(found).toEqual({ of: 'reference', runs: [onBranch] })
})

test('without any, those of the main branch since its latency has changed', () => {
  const found = storedBaseline(storedRuns(STEP), { reference: 'unknown', candidate: 'other' })
  expect(found.of).toBe('main')
  expect(commitsOf(found)).toEqual(['c7', 'c8', 'c9', 'c10', 'c11', 'c12', 'c13'])
})

test('runs of this very commit are no baseline, unless they were asked for', () => {
  const history = storedRuns([10, 11, 12])
  expect(commitsOf(storedBaseline(history, { reference: 'unknown', candidate: 'c2' }))).toEqual(['c0', 'c1'])
  expect(commitsOf(storedBaseline(history, { reference: 'c2', candidate: 'c2' }))).toEqual(['c2'])
})
