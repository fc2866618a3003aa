import { expect, test } from 'vitest'
import { compareRuns, type RunComparison } from './compare-runs.ts'
import { type SimulatedMachine, simulatedRuns } from './fixtures/simulated-runs.ts'

// How often the verdict of ten measures together is right, over many simulated comparisons.

const COMPARISONS = 200
/** Three standard deviations of a share of 5 % that is counted in as many comparisons. */
const SLACK = 3 * Math.sqrt((0.05 * 0.95) / COMPARISONS)

function shareOf(machine: SimulatedMachine, holds: (comparison: RunComparison) => boolean): number {
  const comparisons = Array.from({ length: COMPARISONS }, (_, index) => {
    const { baseline, candidate } = simulatedRuns(`machine ${index}`, machine)
    return compareRuns(baseline, candidate)
  })
  return comparisons.filter(holds).length / COMPARISONS
}

const hasRegression = ({ verdict }: RunComparison) => verdict === 'regression'
const hasDifference = ({ measures }: RunComparison) =>
  measures.some(({ adjustedPValue }) => adjustedPValue < 0.05)

test.each([
  { rounds: 8, sigma: 0.03, drift: 0 },
  { rounds: 8, sigma: 0.08, drift: 0 },
  { rounds: 12, sigma: 0.05, drift: 0 },
  { rounds: 12, sigma: 0.05, drift: 0.2 },
])('the same build is seldom called different: %j', (machine) => {
  expect(shareOf({ ...machine, slowdown: 0 }, hasDifference)).toBeLessThanOrEqual(0.05 + SLACK)
})

test.each([
  { rounds: 10, sigma: 0.03, drift: 0 },
  { rounds: 10, sigma: 0.03, drift: 0.2 },
])('the same build is hardly ever called a regression: %j', (machine) => {
  expect(shareOf({ ...machine, slowdown: 0 }, hasRegression)).toBeLessThanOrEqual(0.01)
})

test.each([
  { rounds: 8, sigma: 0.03, drift: 0 },
  { rounds: 10, sigma: 0.03, drift: 0.2 },
  { rounds: 12, sigma: 0.05, drift: 0 },
])('a slowdown of a tenth is found: %j', (machine) => {
  expect(shareOf({ ...machine, slowdown: 0.1 }, hasRegression)).toBeGreaterThanOrEqual(0.9)
})

test('a slowdown of a tenth is hardly ever called unchanged', () => {
  const machine = { rounds: 10, sigma: 0.03, drift: 0, slowdown: 0.1 }
  const calledUnchanged = ({ measures }: RunComparison) =>
    measures.some(({ verdict }) => verdict === 'unchanged')
  expect(shareOf(machine, calledUnchanged)).toBeLessThanOrEqual(0.01)
})
