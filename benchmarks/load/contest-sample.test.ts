import { expect, test } from 'vitest'
import { sampleFrom } from './contest-sample.ts'

/** Ten seconds of load. */
const told = { requests: 1_000_000, requestsPerSecond: 100_000, errors: 0, cpuSeconds: 9 }
const seen = { requests: 1_000_010, cpuSeconds: 7 }

test('a run in which the generator was the limit is a sample', () => {
  expect(sampleFrom(told, seen, 10)).toEqual({
    requestsPerSecond: 100_000,
    cpuMicrosecondsPerRequest: 9,
    targetShare: 0.7,
  })
})

test.each([
  ['the target was the limit: it used 96 % of its core', told, { ...seen, cpuSeconds: 9.6 }],
  ['3 of 1000000 requests had errors', { ...told, errors: 3 }, seen],
  ['it tells of 1000000 requests, and the target has seen 900000', told, { ...seen, requests: 900_000 }],
])('a run says nothing of the generator: %s', (reason, toldHere, seenHere) => {
  expect(() => sampleFrom(toldHere, seenHere, 10)).toThrow(reason)
})
