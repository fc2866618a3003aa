import { expect, test } from 'vitest'
import { constantRate, rampingRate, spike } from '../scenario/load.ts'
import { type ArrivalTimes, arrivalTimesOf } from './arrival-times.ts'

function all(times: ArrivalTimes): number[] {
  const due: number[] = []
  for (let at = times(0); at !== undefined; at = times(due.length)) due.push(at)
  return due
}

test('a constant rate is evenly spaced and has as many arrivals as it says', () => {
  const due = all(arrivalTimesOf(constantRate({ perSecond: 500, duration: '10s' })))
  expect(due).toHaveLength(5_000)
  expect(due[0]).toBe(0)
  expect(due[1]).toBeCloseTo(2, 9)
  expect(due.at(-1)).toBeCloseTo(9_998, 6)
})

test('a rate that is no whole number loses nothing over time', () => {
  expect(all(arrivalTimesOf(constantRate({ perSecond: 0.3, duration: '100s' })))).toHaveLength(30)
  expect(all(arrivalTimesOf(constantRate({ perSecond: 33.3, duration: '1000s' })))).toHaveLength(33_300)
})

test('a ramp has the arrivals of its mean rate, closer and closer', () => {
  const due = all(arrivalTimesOf(rampingRate({ stages: [{ perSecond: 100, duration: '10s' }] })))
  expect(due).toHaveLength(500)
  expect(due.every((at, index) => index === 0 || at > due[index - 1]!)).toBe(true)
  // After half of the time a quarter has been due.
  expect(due.filter((at) => at < 5_000).length).toBe(125)
})

test('a ramp down to nothing ends', () => {
  const load = rampingRate({ startPerSecond: 100, stages: [{ perSecond: 0, duration: '2s' }] })
  const due = all(arrivalTimesOf(load))
  expect(due).toHaveLength(100)
  expect(due.at(-1)!).toBeLessThanOrEqual(2_000)
})

test('a spike has its peak in the middle third', () => {
  const due = all(arrivalTimesOf(spike({ perSecond: 10, peakPerSecond: 100, duration: '9s' })))
  const within = (from: number, to: number) => due.filter((at) => at >= from && at < to).length
  expect([within(0, 3_000), within(3_000, 6_000), within(6_000, 9_000)]).toEqual([30, 300, 30])
})
