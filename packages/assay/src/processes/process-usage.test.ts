import { describe, expect, test } from 'vitest'
import { poll } from '../base/poll.ts'
import { startNodeProgram } from './fixtures/node-program.ts'
import type { ProcessReading, TreeReading } from './process-reading.ts'
import { refined, startUsageSampler, type UsageSampler, usageBetween } from './process-usage.ts'

function reading(values: Partial<ProcessReading> = {}): ProcessReading {
  const threadCpuMs = values.threadCpuMs ?? new Map()
  const cpuMs = values.cpuMs ?? [...threadCpuMs.values()].reduce((sum, ms) => sum + ms, 0)
  const none = { isZombie: false, collectedCpuMs: 0, residentBytes: 0, sharedBytes: 0 }
  return { startTime: '100', parent: 1, ...none, ...values, threadCpuMs, cpuMs }
}

function tree(atMs: number, processes: Readonly<Record<number, ProcessReading>>): TreeReading {
  const entries = Object.entries(processes).map(([pid, process]) => [Number(pid), process] as const)
  return { root: 10, atMs, processes: new Map(entries) }
}

/** What a series of readings, one a second, says was used in each. */
function coresOf(...trees: readonly Readonly<Record<number, ProcessReading>>[]): number[] {
  const cores: number[] = []
  let before = refined(undefined, tree(0, trees[0]!))
  trees.slice(1).forEach((processes, index) => {
    const now = refined(before, tree((index + 1) * 1_000, processes))
    cores.push(usageBetween(before, now).cpuCores)
    before = now
  })
  return cores.map((value) => Math.round(value * 1_000) / 1_000)
}

const threads = (...cpuMs: number[]) => new Map(cpuMs.map((ms, index) => [index, ms]))

describe('CPU of a process', () => {
  test('is exact where its total is cut to ticks', () => {
    const at = (ms: number) => ({
      10: reading({ threadCpuMs: threads(ms), cpuMs: Math.floor(ms / 10) * 10 }),
    })
    expect(coresOf(at(104), at(109), at(111), at(125))).toEqual([0.005, 0.002, 0.014])
  })

  test('holds what threads used that came and went unseen', () => {
    const at = (ms: number) => ({ 10: reading({ threadCpuMs: threads(100), cpuMs: ms }) })
    expect(coresOf(at(100), at(600), at(600), at(700))).toEqual([0.5, 0, 0.1])
  })

  test('is all there in the end when each sample misses little', () => {
    const at = (ms: number) => ({ 10: reading({ threadCpuMs: threads(0), cpuMs: ms }) })
    const cores = coresOf(...Array.from({ length: 11 }, (_, index) => at(index * 10)))
    expect(cores.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0.1)
  })

  test('that took the number of another counts from its start', () => {
    const old = reading({ threadCpuMs: threads(5_000), parent: 10 })
    const fresh = reading({ threadCpuMs: threads(300), parent: 10, startTime: '200' })
    expect(coresOf({ 10: reading(), 11: old }, { 10: reading(), 11: fresh })).toEqual([0.3])
  })
})

describe('CPU of a child that ends', () => {
  const child = reading({ parent: 10, threadCpuMs: threads(4_000) })

  test('counts only from the last sample to its end', () => {
    const collected = reading({ collectedCpuMs: 4_250 })
    expect(coresOf({ 10: reading(), 11: child }, { 10: collected }, { 10: collected })).toEqual([0.25, 0])
  })

  test('counts in full when it was never seen', () => {
    expect(coresOf({ 10: reading() }, { 10: reading({ collectedCpuMs: 700 }) })).toEqual([0.7])
  })

  test('is not missed elsewhere when its parent does not collect it', () => {
    const busy = (ms: number) => reading({ threadCpuMs: threads(ms) })
    expect(coresOf({ 10: busy(0), 11: child }, { 10: busy(500) }, { 10: busy(600) })).toEqual([0.5, 0.1])
  })

  test('counts once when its own children end with it', () => {
    const grandchild = reading({ parent: 11, threadCpuMs: threads(2_000) })
    const collected = reading({ collectedCpuMs: 6_100 })
    expect(coresOf({ 10: reading(), 11: child, 12: grandchild }, { 10: collected })).toEqual([0.1])
  })
})

test('memory that is shared counts once', () => {
  const backend = (own: number, shared: number) =>
    reading({ residentBytes: own + shared, sharedBytes: shared })
  const processes = { 10: backend(5, 20), 11: backend(3, 100), 12: backend(2, 90) }
  expect(usageBetween(tree(0, processes), tree(1, processes)).memoryBytes).toBe(110)
})

/** Samples until it is enough, and tells what was used meanwhile: by all, and by the busiest thread of each sample. */
async function sampleUntil(sampler: UsageSampler, isEnough: () => boolean) {
  let cpuMs = 0
  let busiestMs = 0
  let lastMs = performance.now()
  const outcome = await poll(
    () => {
      const isLast = isEnough()
      const usage = sampler.sample()!
      const elapsedMs = performance.now() - lastMs
      lastMs += elapsedMs
      expect(usage.busiestThreadShare).toBeLessThanOrEqual(1)
      cpuMs += usage.cpuCores * elapsedMs
      busiestMs += usage.busiestThreadShare * elapsedMs
      if (!isLast) throw new Error(`not yet, after ${cpuMs} ms of CPU`)
    },
    { timeoutMs: 25_000, shortestPauseMs: 100, longestPauseMs: 100 },
  )
  if (!outcome.done) throw outcome.lastError
  return { cpuMs, busiestMs }
}

describe('a real process', { timeout: 30_000 }, () => {
  test('with two threads at work: all of its CPU, and the share of the busier one', async () => {
    // Each uses as much as it is to use, however long that takes on a machine that others use too.
    await using program = await startNodeProgram(`
      const { Worker } = require('node:worker_threads')
      const work = (ms) => \`for (const goal = \${ms * 1000}, before = process.threadCpuUsage(); ; ) {
        const { user, system } = process.threadCpuUsage(before)
        if (user + system >= goal) break
      }\`
      onMessage(async () => {
        const before = process.cpuUsage()
        const worker = new Worker(work(800), { eval: true })
        const ended = new Promise((resolve) => worker.once('exit', resolve))
        for (let turn = 0; turn < 8; turn += 1) { eval(work(50)); await pause(20) }
        await ended
        const { user, system } = process.cpuUsage(before)
        return (user + system) / 1000
      })`)
    const sampler = startUsageSampler(program.pid)
    let isOver = false
    const reported = program.ask<number>('work').finally(() => {
      isOver = true
    })
    const { cpuMs, busiestMs } = await sampleUntil(sampler, () => isOver)
    const usedMs = await reported
    expect(usedMs).toBeGreaterThanOrEqual(1_200)
    expect(cpuMs).toBeGreaterThan(usedMs * 0.9)
    expect(cpuMs).toBeLessThan(usedMs * 1.15 + 50)
    // The other one may for once be ahead, but not by all it does.
    expect(busiestMs).toBeGreaterThan(800 * 0.9)
    expect(busiestMs).toBeLessThan(1_150)
  })

  test('whose children come, use CPU and go: nothing lost, nothing twice', async () => {
    await using program = await startNodeProgram(`
      const { execFile } = require('node:child_process')
      const code = 'const end = performance.now() + 300; while (performance.now() < end);' +
        'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)'
      const child = () => new Promise((resolve) => execFile(process.execPath, ['-e', code], (_, out) => resolve(Number(out))))
      onMessage(async () => (await child()) + (await child()) + (await child()))`)
    const sampler = startUsageSampler(program.pid)
    let isOver = false
    const reported = program.ask<number>('work').finally(() => {
      isOver = true
    })
    const { cpuMs } = await sampleUntil(sampler, () => isOver)
    const usedMs = await reported
    expect(cpuMs).toBeGreaterThan(usedMs * 0.9 - 20)
    // What its parent uses to start them, and they to end, is not in what they report.
    expect(cpuMs).toBeLessThan(usedMs * 1.5 + 100)
  })

  test('that takes 50 MB has them', async () => {
    await using program = await startNodeProgram(`
      const kept = []
      onMessage(() => kept.push(Buffer.alloc(50 * 1024 * 1024, 1)))`)
    const sampler = startUsageSampler(program.pid)
    const before = sampler.sample()!
    await program.ask('take')
    const after = sampler.sample()!
    const grownMb = (after.memoryBytes - before.memoryBytes) / 1_024 / 1_024
    expect(grownMb).toBeGreaterThan(45)
    expect(grownMb).toBeLessThan(70)
    expect(before.memoryBytes).toBeGreaterThan(20 * 1_024 * 1_024)
    expect(after.threads).toBeGreaterThan(2)
  })

  test('that has ended gives no more samples', async () => {
    const program = await startNodeProgram('onMessage(() => 0)')
    const sampler = startUsageSampler(program.pid)
    expect(sampler.sample()).toMatchObject({ pids: [program.pid] })
    await program[Symbol.asyncDispose]()
    expect(sampler.sample()).toBeUndefined()
    expect(sampler.sample()).toBeUndefined()
  })
})
