import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import type { CapacityResult } from '../../model/load-result.ts'
import { type CapacityOptions, searchCapacity, type TrialOutcome } from './search-capacity.ts'

const RANGE: CapacityOptions = { fromPerSecond: 10, mostPerSecond: 100_000 }
const HOLDS: TrialOutcome = { outcome: 'holds', p95Ms: 20, errorRate: 0 }
const BREAKS: TrialOutcome = { outcome: 'breaks', p95Ms: 431, errorRate: 0, reason: 'p95 is 431 ms' }
const INVALID: TrialOutcome = { outcome: 'invalid', p95Ms: 50, errorRate: 0, reason: 'a thread at 99 %' }

const below = (knee: number) => async (rate: number) => (rate < knee ? HOLDS : BREAKS)
const ratesOf = ({ trials }: CapacityResult) => trials.map(({ ratePerSecond }) => ratePerSecond)
const outcomesAt = ({ trials }: CapacityResult, rate: number | undefined) =>
  trials.filter(({ ratePerSecond }) => ratePerSecond === rate).map(({ outcome }) => outcome)

test.each([11, 47, 100, 640, 641, 3_333, 99_000])('finds the knee at %d per second', async (knee) => {
  const result = await searchCapacity(below(knee), RANGE)
  const { holdsAtPerSecond, breaksAtPerSecond } = result
  expect(holdsAtPerSecond).toBeLessThan(knee)
  expect(breaksAtPerSecond).toBeGreaterThanOrEqual(knee)
  expect(breaksAtPerSecond! / holdsAtPerSecond!).toBeLessThanOrEqual(1.1)
  expect(result.reason).toBe('p95 is 431 ms')
  expect(outcomesAt(result, holdsAtPerSecond)).toEqual(['holds', 'holds', 'holds'])
  // Two of three is a majority: the third trial would change nothing.
  expect(outcomesAt(result, breaksAtPerSecond)).toEqual(['breaks', 'breaks'])
  expect(result.trials.length).toBeLessThanOrEqual(22)
})

test('goes up in steps, then between, then tries the edges again', async () => {
  const result = await searchCapacity(below(100), RANGE)
  expect(ratesOf(result)).toEqual([10, 20, 40, 80, 160, 113, 95.1, 104, 95.1, 95.1, 104])
  expect(result.trials.at(-1)).toEqual({ ratePerSecond: 104, outcome: 'breaks', p95Ms: 431, errorRate: 0 })
})

test('steps, precision and repeats can be set', async () => {
  const options = { ...RANGE, rampFactor: 1.5, precision: 0.6, repeats: 0 }
  expect(ratesOf(await searchCapacity(below(50), options))).toEqual([10, 15, 22.5, 33.8, 50.7])
  const { holdsAtPerSecond, breaksAtPerSecond } = await searchCapacity(below(50), {
    ...RANGE,
    precision: 0.001,
  })
  expect(breaksAtPerSecond! / holdsAtPerSecond!).toBeLessThanOrEqual(1.001)
})

test('a noisy knee is found nearly always, in a bounded number of trials', async () => {
  const searches = Array.from({ length: 300 }, async (_, seed) => {
    const random = createRandom(`knee ${seed}`)
    const knee = 100 * 10 ** random.fraction()
    // Breaks in half of the trials at the knee, in 5 % of those 15 % below it, in 95 % of those above.
    const breaks = (rate: number) => 1 / (1 + Math.exp(-21 * Math.log(rate / knee)))
    const result = await searchCapacity(
      async (rate) => (random.fraction() < breaks(rate) ? BREAKS : HOLDS),
      RANGE,
    )
    return { knee, ...result }
  })
  const results = await Promise.all(searches)
  expect(Math.max(...results.map(({ trials }) => trials.length))).toBeLessThanOrEqual(30)
  const right = results.filter(({ knee, holdsAtPerSecond: holds = 0, breaksAtPerSecond: breaks = 0 }) => {
    const containsKnee = holds <= knee * 1.1 && breaks >= knee * 0.9
    return holds < breaks && containsKnee && breaks / holds <= 1.5
  })
  expect(right.length).toBeGreaterThanOrEqual(285)
})

test('a lower edge that breaks when it is tried again moves down', async () => {
  const seen = new Map<number, number>()
  const result = await searchCapacity(async (rate) => {
    seen.set(rate, (seen.get(rate) ?? 0) + 1)
    // A leak: what is near the knee holds once and not again.
    return rate < 80 || (rate < 100 && seen.get(rate) === 1) ? HOLDS : BREAKS
  }, RANGE)
  expect(result.holdsAtPerSecond).toBeLessThan(80)
  expect(result.holdsAtPerSecond).toBeGreaterThan(70)
  expect(result.breaksAtPerSecond).toBeGreaterThanOrEqual(80)
  expect(result.breaksAtPerSecond).toBeLessThan(90)
})

test('a rate that broke once and then held twice does not end the search', async () => {
  let isFirst = true
  const result = await searchCapacity(async (rate) => {
    const isCold = isFirst
    isFirst = false
    return isCold || rate >= 1_000 ? BREAKS : HOLDS
  }, RANGE)
  expect(outcomesAt(result, 10)).toEqual(['breaks', 'holds', 'holds'])
  expect(result.holdsAtPerSecond).toBeGreaterThan(900)
  expect(result.breaksAtPerSecond).toBeLessThan(1_100)
})

test('a system that never breaks holds at the highest rate', async () => {
  const result = await searchCapacity(below(Number.POSITIVE_INFINITY), { ...RANGE, mostPerSecond: 100 })
  expect(ratesOf(result)).toEqual([10, 20, 40, 80, 100, 100, 100])
  expect(result).toMatchObject({ holdsAtPerSecond: 100, breaksAtPerSecond: undefined, reason: undefined })
})

test('a system that breaks at the first rate is tried lower', async () => {
  const result = await searchCapacity(below(3), RANGE)
  expect(ratesOf(result).slice(0, 4)).toEqual([10, 10, 5, 2.5])
  expect(result.holdsAtPerSecond).toBeLessThan(3)
  expect(result.breaksAtPerSecond).toBeGreaterThanOrEqual(3)
  expect(result.breaksAtPerSecond! / result.holdsAtPerSecond!).toBeLessThanOrEqual(1.1)
})

test('a system that always breaks ends the search', async () => {
  const result = await searchCapacity(below(0), RANGE)
  expect(result.holdsAtPerSecond).toBeUndefined()
  expect(result.breaksAtPerSecond).toBe(10 / 2 ** 8)
  expect(result.trials.length).toBeLessThanOrEqual(12)
})

test('what the load generator cannot make is neither held nor broken', async () => {
  const result = await searchCapacity(async (rate) => (rate < 500 ? HOLDS : INVALID), RANGE)
  expect(result.holdsAtPerSecond).toBeGreaterThan(400)
  expect(result.holdsAtPerSecond).toBeLessThan(500)
  expect(result.breaksAtPerSecond).toBeUndefined()
  expect(result.reason).toMatch(/^the load generator was the limit at 5\d\d\/s: a thread at 99 %$/)
  expect(outcomesAt(result, 640)).toEqual(['invalid', 'invalid'])
  expect(Math.max(...ratesOf(result))).toBe(640)
})

test('a knee below what the load generator can make is found all the same', async () => {
  const trial = async (rate: number) => (rate >= 600 ? INVALID : rate >= 400 ? BREAKS : HOLDS)
  const result = await searchCapacity(trial, RANGE)
  expect(result.holdsAtPerSecond).toBeLessThan(400)
  expect(result.breaksAtPerSecond).toBeGreaterThanOrEqual(400)
  expect(result.reason).toBe('p95 is 431 ms; the load generator was the limit at 640/s: a thread at 99 %')
})

test('one invalid trial is repeated, and forgotten', async () => {
  let hasFailed = false
  const result = await searchCapacity(async (rate) => {
    if (rate !== 40 || hasFailed) return rate < 100 ? HOLDS : BREAKS
    hasFailed = true
    return INVALID
  }, RANGE)
  expect(outcomesAt(result, 40)).toEqual(['invalid', 'holds'])
  expect(result).toMatchObject({ holdsAtPerSecond: 95.1, breaksAtPerSecond: 104, reason: 'p95 is 431 ms' })
})

test('a load generator that is always the limit ends the search with nothing', async () => {
  const result = await searchCapacity(async () => INVALID, RANGE)
  expect(result).toMatchObject({ holdsAtPerSecond: undefined, breaksAtPerSecond: undefined })
  expect(result.reason).toContain('the load generator was the limit')
  expect(result.trials.length).toBeLessThanOrEqual(20)
})

test('ends after so many trials, and says so', async () => {
  const result = await searchCapacity(below(100), { ...RANGE, maxTrials: 6 })
  expect(result.trials).toHaveLength(6)
  expect(result).toMatchObject({ holdsAtPerSecond: 80, breaksAtPerSecond: 113 })
  expect(result.reason).toBe('p95 is 431 ms; the search ended after 6 trials')
})

test.each(['returns', 'throws'])('an abort keeps what is known, when the trial %s', async (how) => {
  const controller = new AbortController()
  const trial = async (rate: number, signal?: AbortSignal) => {
    if (rate < 160) return HOLDS
    controller.abort()
    if (how === 'throws') signal?.throwIfAborted()
    return BREAKS
  }
  const result = await searchCapacity(trial, { ...RANGE, signal: controller.signal })
  expect(ratesOf(result)).toEqual([10, 20, 40, 80])
  expect(result).toMatchObject({ holdsAtPerSecond: 80, breaksAtPerSecond: undefined })
  expect(result.reason).toBe('the search was interrupted')
})

test('no lower rate is tried than makes sense', async () => {
  const result = await searchCapacity(below(0), { ...RANGE, leastPerSecond: 2 })
  expect(ratesOf(result)).toEqual([10, 10, 5, 2.5, 2.5])
  expect(result).toMatchObject({ holdsAtPerSecond: undefined, breaksAtPerSecond: 2.5 })
})

test('a trial can end the search, which keeps what it knows', async () => {
  const result = await searchCapacity(
    async (rate) => (rate < 50 ? HOLDS : { outcome: 'ends', reason: 'there are no more rows' }),
    RANGE,
  )
  expect(ratesOf(result)).toEqual([10, 20, 40])
  expect(result).toMatchObject({ holdsAtPerSecond: 40, breaksAtPerSecond: undefined })
  expect(result.reason).toBe('there are no more rows')
})

test('what a trial throws is thrown', async () => {
  const trial = () => Promise.reject(new Error('no connection'))
  await expect(searchCapacity(trial, RANGE)).rejects.toThrow('no connection')
})
