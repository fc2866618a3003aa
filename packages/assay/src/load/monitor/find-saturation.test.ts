import { describe, expect, test } from 'vitest'
import type { PartUsage, UsageSample } from '../../model/load-result.ts'
import { findSaturations } from './find-saturation.ts'

const COUNT = 60
const IDLE = { cpuCores: 0.1, busiestThreadShare: 0.1, memoryBytes: 1, threads: 1, connections: 1 }

/** A part sampled every half second for half a minute. */
function usageOf(part: string, at: (index: number) => Partial<UsageSample>): PartUsage {
  const samples = Array.from({ length: COUNT }, (_, index) => ({
    atMs: (index + 1) * 500,
    ...IDLE,
    ...at(index),
  }))
  return { part, kind: 'service', samples, memoryGrowthBytes: undefined }
}

const after = (index: number) => ({ fromMs: index * 500 })
/** Numbers as a machine with other things to do gives them. */
const noisy = (index: number, value: number) => value - 0.02 * Math.sin(index * 7)

test('nothing is saturated where there is room', () => {
  const parts = [
    usageOf('orders', () => ({ cpuCores: 0.7, busiestThreadShare: 0.7, eventLoopDelayMs: 40 })),
    usageOf('ordersDb', () => ({ busyConnections: 8, openConnections: 20 })),
  ]
  expect(findSaturations(parts, 2)).toEqual([])
  expect(findSaturations([], 2)).toEqual([])
})

describe('one thread', () => {
  test('of a Node service is all it has', () => {
    const orders = usageOf('orders', (index) => ({
      busiestThreadShare: noisy(index, 0.97),
      eventLoopDelayMs: 5,
    }))
    expect(findSaturations([orders], 4)).toEqual([
      { part: 'orders', reason: '1 core at 97 %', share: expect.closeTo(0.97, 2) },
    ])
  })

  test('of any other', () => {
    const cache = usageOf('cache', () => ({ busiestThreadShare: 0.99 }))
    expect(findSaturations([cache], 4)[0]!.reason).toBe('1 thread at 99 %')
  })

  test('not in a burst', () => {
    const orders = usageOf('orders', (index) => ({ busiestThreadShare: index >= 20 && index < 31 ? 1 : 0.3 }))
    expect(findSaturations([orders], 4)).toEqual([])
  })

  test('only within the time that is asked for', () => {
    const orders = usageOf('orders', (index) => ({ busiestThreadShare: index < 20 ? 1 : 0.3 }))
    expect(findSaturations([orders], 4)).toHaveLength(1)
    expect(findSaturations([orders], 4, after(21))).toEqual([])
    expect(findSaturations([orders], 4, { toMs: 10_000 })).toHaveLength(1)
  })
})

describe('connections of a database', () => {
  const pool = (at: (index: number) => [busy: number, open: number]) =>
    usageOf('ordersDb', (index) => {
      const [busyConnections, openConnections] = at(index)
      return { busyConnections, openConnections }
    })
  const reasons = (usage: PartUsage) => findSaturations([usage], 2).map(({ reason }) => reason)

  test('nearly all at work', () => {
    expect(findSaturations([pool((index) => [index % 3 === 0 ? 19 : 20, 20])], 2)).toEqual([
      { part: 'ordersDb', reason: '20 of 20 connections busy', share: 1 },
    ])
  })

  test('not while the pool still grows', () => {
    expect(reasons(pool((index) => [index + 2, index + 2]))).toEqual([])
  })

  test('once it has grown as far as it may', () => {
    const size = (index: number) => Math.min(20, index + 2)
    expect(reasons(pool((index) => [size(index), size(index)]))).toEqual(['20 of 20 connections busy'])
  })

  test('not of a single connection', () => expect(reasons(pool(() => [1, 1]))).toEqual([]))

  test('not where there are none', () => expect(reasons(pool(() => [0, 0]))).toEqual([]))

  test('also when some questions were not answered', () => {
    const usage = usageOf('ordersDb', (index) =>
      index % 2 === 0 ? {} : { busyConnections: 10, openConnections: 10 },
    )
    expect(reasons(usage)).toEqual(['10 of 10 connections busy'])
  })
})

describe('an event loop', () => {
  test('that is late without using its core', () => {
    const orders = usageOf('orders', () => ({ busiestThreadShare: 0.4, eventLoopDelayMs: 180 }))
    expect(findSaturations([orders], 4)).toEqual([
      { part: 'orders', reason: 'event loop 180 ms late (p99)', share: 0.4 },
    ])
  })

  test('is not named beside the core that makes it late', () => {
    const orders = usageOf('orders', () => ({ busiestThreadShare: 0.98, eventLoopDelayMs: 180 }))
    expect(findSaturations([orders], 4).map(({ reason }) => reason)).toEqual(['1 core at 98 %'])
  })
})

describe('the machine', () => {
  const machineAt = (busyCores: number) =>
    Array.from({ length: COUNT }, (_, index) => ({ atMs: (index + 1) * 500, busyCores }))

  test('with all cores busy, and who uses most', () => {
    const parts = [
      usageOf('orders', () => ({ cpuCores: 1.2, busiestThreadShare: 0.6 })),
      usageOf('billing', () => ({ cpuCores: 0.5, busiestThreadShare: 0.5 })),
    ]
    expect(findSaturations(parts, 2, { machine: machineAt(1.97) })).toEqual([
      { part: 'machine', reason: '2 of 2 cores busy, 1.2 by orders', share: 0.985 },
    ])
  })

  test('that the load generator uses up', () => {
    const parts = [usageOf('orders', () => ({ cpuCores: 0.4 }))]
    expect(findSaturations(parts, 2, { machine: machineAt(2) })[0]!.reason).toBe(
      '2 of 2 cores busy, 1.6 by programs outside the system',
    )
  })

  test('by the parts alone when the rest of it is unknown', () => {
    const parts = ['a', 'b', 'c'].map((name) => usageOf(name, () => ({ cpuCores: name === 'b' ? 0.8 : 0.6 })))
    expect(findSaturations(parts, 2)).toEqual([
      { part: 'machine', reason: '2 of 2 cores busy, 0.8 by b', share: 1 },
    ])
    expect(findSaturations(parts, 4)).toEqual([])
  })
})

describe('databases on one server', () => {
  const process = { pid: 7, name: 'postgres (ordersDb, usersDb)' }
  const onServer = (part: string, at: Partial<UsageSample>): PartUsage => ({
    ...usageOf(part, () => at),
    process,
  })

  test('are named once, by their process', () => {
    const parts = ['ordersDb', 'usersDb'].map((name) => onServer(name, { busiestThreadShare: 0.97 }))
    expect(findSaturations(parts, 8).map(({ part, reason }) => [part, reason])).toEqual([
      ['postgres (ordersDb, usersDb)', '1 thread at 97 %'],
    ])
  })

  test('keep connections of their own', () => {
    const parts = [
      onServer('ordersDb', { busyConnections: 20, openConnections: 20 }),
      onServer('usersDb', { busyConnections: 1, openConnections: 20 }),
    ]
    expect(findSaturations(parts, 8).map(({ part }) => part)).toEqual(['ordersDb'])
  })

  test('use the machine once', () => {
    const parts = ['ordersDb', 'usersDb'].map((name) => onServer(name, { cpuCores: 1.1 }))
    expect(findSaturations(parts, 2)).toEqual([])
    const machine = Array.from({ length: COUNT }, (_, index) => ({ atMs: (index + 1) * 500, busyCores: 4 }))
    const shared = (cpuCores: number) => ['ordersDb', 'usersDb'].map((name) => onServer(name, { cpuCores }))
    expect(findSaturations(shared(1.5), 4, { machine })[0]!.reason).toBe(
      '4 of 4 cores busy, 2.5 by programs outside the system',
    )
    expect(findSaturations(shared(2.5), 4, { machine })[0]!.reason).toBe(
      '4 of 4 cores busy, 2.5 by postgres (ordersDb, usersDb)',
    )
  })
})

describe('the order', () => {
  test('the part that gave out first limits the others', () => {
    const parts = [
      usageOf('late', (index) => ({ busiestThreadShare: index > 40 ? 1 : 0.5 })),
      usageOf('early', (index) => ({ busiestThreadShare: index > 15 ? 0.95 : 0.5 })),
      usageOf('never', () => ({ busiestThreadShare: 0.8 })),
    ]
    expect(findSaturations(parts, 8).map(({ part }) => part)).toEqual(['early', 'late'])
  })

  test('of those that were so for as long, the one used most', () => {
    const parts = [
      usageOf('orders', () => ({ busiestThreadShare: 0.93 })),
      usageOf('billing', () => ({ busiestThreadShare: 0.99 })),
    ]
    expect(findSaturations(parts, 8).map(({ part }) => part)).toEqual(['billing', 'orders'])
  })
})
