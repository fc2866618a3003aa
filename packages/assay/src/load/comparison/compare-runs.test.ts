import { expect, test } from 'vitest'
import { comparePairs, compareRuns } from './compare-runs.ts'

const P95 = 'orders GET /orders/{id} p95'
const STEADY = [10, 10.1, 10.2, 9.9, 9.8, 10.05]

const runs = (values: readonly number[], measure = P95) =>
  values.map((value) => ({ values: { [measure]: value } }))
const times = (factor: number) => STEADY.map((value) => value * factor)

test('a slower candidate is a regression', () => {
  const { verdict, measures, notes } = compareRuns(runs(STEADY), runs(times(1.2)))
  expect(verdict).toBe('regression')
  expect(notes).toEqual([])
  expect(measures).toMatchObject([
    { measure: P95, better: 'lower', baseline: { runs: 6 }, candidate: { runs: 6 } },
  ])
  expect(measures[0]?.baseline.median).toBeCloseTo(10.025)
  expect(measures[0]?.ratio?.value).toBeCloseTo(1.2)
  expect(measures[0]?.sentence).toMatchInlineSnapshot(`"20 % higher (+17.6 % to +22.4 %), p = 0.0022"`)
})

test('a faster candidate is an improvement, and more throughput is too', () => {
  expect(compareRuns(runs(STEADY), runs(times(0.8))).verdict).toBe('improvement')
  const rate = { measures: { rate: { better: 'higher' } } } as const
  expect(compareRuns(runs(STEADY, 'rate'), runs(times(1.2), 'rate'), rate).verdict).toBe('improvement')
  expect(compareRuns(runs(STEADY, 'rate'), runs(times(0.8), 'rate'), rate).verdict).toBe('regression')
})

test('unchanged takes an interval within the minimum effect', () => {
  const { measures } = compareRuns(runs(STEADY), runs(times(1.001)))
  expect(measures[0]).toMatchObject({ verdict: 'unchanged' })
  expect(measures[0]?.sentence).toMatchInlineSnapshot(`"0.1 % higher (-1.9 % to +2.1 %): within 5 %"`)
})

test('a difference that is certain, but maybe too small to matter, is inconclusive', () => {
  const { measures } = compareRuns(runs(STEADY), runs(times(1.045)))
  expect(measures[0]?.pValue).toBeLessThan(0.05)
  expect(measures[0]?.verdict).toBe('inconclusive')
  expect(measures[0]?.sentence).toMatchInlineSnapshot(
    `"4.5 % higher (+2.4 % to +6.6 %): a difference, but not shown to reach 5 % nor to stay below"`,
  )
})

test('noise that hides a difference is inconclusive', () => {
  const { measures } = compareRuns(runs([10, 14, 9, 15, 11, 12]), runs([11, 13, 9.5, 16, 12.5, 12]))
  expect(measures[0]?.verdict).toBe('inconclusive')
  expect(measures[0]?.sentence).toContain('neither a difference nor its absence is shown')
})

test('the minimum effect can be set, for all measures and for one', () => {
  const candidate = runs(times(1.2))
  expect(compareRuns(runs(STEADY), candidate, { minimumEffect: 0.3 }).verdict).toBe('unchanged')
  const measures = { [P95]: { minimumEffect: 0.3 } }
  expect(compareRuns(runs(STEADY), candidate, { measures }).verdict).toBe('unchanged')
})

test('too few runs are inconclusive, and how many it takes is said', () => {
  const { measures } = compareRuns(runs([10, 10, 10]), runs([20, 20, 20]))
  expect(measures[0]?.verdict).toBe('inconclusive')
  expect(measures[0]?.sentence).toMatchInlineSnapshot(
    `"100 % higher (no interval yet): too few runs to show any difference, it takes 5 of each side"`,
  )
  const many = (value: number) =>
    Array.from({ length: 4 }, (_, round) => ({
      round,
      values: Object.fromEntries(
        Array.from({ length: 10 }, (_, index) => [`m${index}`, value + round / 100]),
      ),
    }))
  const ten = compareRuns(many(10), many(20))
  expect(ten.verdict).toBe('inconclusive')
  expect(ten.measures[0]?.sentence).toContain('it takes 8 of each side')
})

test('each measure makes the proof harder for all', () => {
  const both = (values: readonly number[], other: number) =>
    values.map((value, index) => ({ values: { one: value, other: other + index } }))
  const { measures } = compareRuns(both(STEADY, 50), both(times(1.2), 50))
  const [one, other] = measures
  expect(one?.adjustedPValue).toBe(2 * one!.pValue)
  expect(other?.adjustedPValue).toBe(1)
})

test('so does each measure of another pair that is compared together with it', () => {
  const pair = { baseline: runs(STEADY), candidate: runs(times(1.2)) }
  const [alone] = compareRuns(pair.baseline, pair.candidate).measures
  const all = comparePairs([pair, pair, pair])
  expect(all.map(({ measures }) => measures[0]?.adjustedPValue)).toEqual(
    Array.from({ length: 3 }, () => 3 * alone!.pValue),
  )
})

test('a measure of one side only is noted', () => {
  const { verdict, measures, notes } = compareRuns(runs([1, 2], 'old'), runs([1, 2], 'new'))
  expect({ verdict, measures }).toEqual({ verdict: 'inconclusive', measures: [] })
  expect(notes).toEqual(['"old" is only in the baseline', '"new" is only in the candidate'])
})

test('what can be 0 takes a floor', () => {
  const none = runs([0, 0, 0, 0, 0, 0], 'error rate')
  const some = runs([0.02, 0.03, 0.02, 0.01, 0.02, 0.02], 'error rate')
  const [refused] = compareRuns(none, some).measures
  expect(refused).toMatchObject({ verdict: 'inconclusive', ratio: undefined })
  expect(refused?.sentence).toContain('a floor would help')
  const measures = { 'error rate': { floor: 0.001 } }
  expect(compareRuns(none, some, { measures }).verdict).toBe('regression')
  const [same] = compareRuns(none, runs([0.0009, 0, 0, 0, 0, 0], 'error rate'), { measures }).measures
  expect(same).toMatchObject({ verdict: 'unchanged', sentence: 'too small in every run to matter' })
  // What is told is what was measured.
  expect(same?.baseline.median).toBe(0)
})

test('runs that took turns are compared without the drift they share', () => {
  const drift = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8]
  const inRounds = (factor: number) =>
    drift.map((level, round) => ({ round, values: { p95: 10 * level * factor * (1 + (round % 2) / 100) } }))
  const withoutRounds = (samples: ReturnType<typeof inRounds>) => samples.map(({ values }) => ({ values }))
  const [baseline, candidate] = [inRounds(1), inRounds(1.15)]
  expect(compareRuns(baseline, candidate).verdict).toBe('regression')
  expect(compareRuns(withoutRounds(baseline), withoutRounds(candidate)).verdict).toBe('inconclusive')
})

test('runs whose round is not complete are left out, and that is said', () => {
  const inRounds = (values: readonly number[]) => values.map((p95, round) => ({ round, values: { p95 } }))
  const { notes } = compareRuns(inRounds(STEADY), inRounds(times(1.2).slice(0, 5)))
  expect(notes).toEqual(['"p95": runs left out, because their round is not complete: 1'])
  const apart = times(1.2).map((p95, index) => ({ round: 100 + index, values: { p95 } }))
  expect(compareRuns(inRounds(STEADY), apart).measures[0]).toMatchObject({ verdict: 'inconclusive' })
})
