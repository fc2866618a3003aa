import { expect, test } from 'vitest'
import { thinMachine, thinUsage } from './thin-samples.ts'

test('two samples become one that tells of both', () => {
  const first = {
    ...{ atMs: 500, cpuCores: 0.2, busiestThreadShare: 0.1, memoryBytes: 100, threads: 4, connections: 7 },
    ...{ eventLoopDelayMs: 30, busyConnections: 2, openConnections: 5 },
  }
  const second = {
    ...{ atMs: 1_000, cpuCores: 0.4, busiestThreadShare: 0.5, memoryBytes: 130, threads: 5, connections: 8 },
    ...{ eventLoopDelayMs: 10 },
  }
  const last = { atMs: 1_500, cpuCores: 1, busiestThreadShare: 1, memoryBytes: 1, threads: 1, connections: 1 }
  expect(thinUsage([first, second, last])).toEqual([
    {
      ...{ atMs: 1_000, cpuCores: expect.closeTo(0.3), busiestThreadShare: 0.3, memoryBytes: 130 },
      ...{ threads: 5, connections: 8, eventLoopDelayMs: 30, busyConnections: 2, openConnections: 5 },
    },
    last,
  ])
})

test('so do those of the machine', () => {
  const samples = [1, 2, 3, 4].map((busyCores) => ({ atMs: busyCores * 500, busyCores }))
  expect(thinMachine(samples)).toEqual([
    { atMs: 1_000, busyCores: 1.5 },
    { atMs: 2_000, busyCores: 3.5 },
  ])
})
