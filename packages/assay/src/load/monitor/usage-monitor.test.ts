import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { monotonicMs } from '../../base/clock.ts'
import { poll } from '../../base/poll.ts'
import { type NodeProgram, startNodeProgram } from '../../processes/fixtures/node-program.ts'
import { eventLoopProbeVariables } from './event-loop-probe.ts'
import { startUsageMonitor } from './usage-monitor.ts'

const IDLE = 'onMessage(() => 0)'
const BURNING = 'onMessage(() => { setInterval(() => burn(20), 21); return 0 })'
const serviceOf = (part: string, { pid }: NodeProgram) => ({ part, kind: 'service' as const, pid })

/** Counts the samples: a database is asked with each. */
function sampleCounter() {
  const counter = {
    samples: 0,
    part: 'nothing',
    activity: async () => {
      counter.samples += 1
      return undefined
    },
  }
  return counter
}

/** Waits for a condition that comes by itself. */
async function becomes(condition: () => void, timeoutMs = 15_000): Promise<void> {
  const outcome = await poll(condition, { timeoutMs })
  if (!outcome.done) throw outcome.lastError
}

test('tells what each part used, and the machine', { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'monitor-'))
  await using server = createServer((socket) => void socket.resume().on('error', () => undefined))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  await using idle = await startNodeProgram(
    `onMessage((count) => { while (count-- > 0) require('node:net').connect(${port}, '127.0.0.1'); return 0 })`,
  )
  await using busy = await startNodeProgram(BURNING, {
    environment: eventLoopProbeVariables(folder, process.env['NODE_OPTIONS']),
  })
  await idle.ask(3)
  const counter = sampleCounter()
  const startedAtMs = monotonicMs()
  await using monitor = startUsageMonitor({
    parts: [
      serviceOf('idle', idle),
      serviceOf('busy', busy),
      { part: 'db', kind: 'resource', pid: busy.pid },
    ],
    intervalMs: 100,
    startedAtMs,
    eventLoopFolder: folder,
    databases: [counter],
  })
  await busy.ask('burn')
  await becomes(() => {
    expect(monitor.latest().map(([part]) => part)).toEqual(['one process (busy, db)', 'idle'])
    expect(monitor.latest()[0]![1]).toBeGreaterThan(0.05)
    expect(counter.samples).toBeGreaterThan(12)
  })
  const elapsedMs = monotonicMs() - startedAtMs
  const [ofIdle, ofBusy, ofDb] = await monitor.finish()
  rmSync(folder, { recursive: true })

  expect(ofIdle).toMatchObject({ part: 'idle', kind: 'service' })
  expect(ofIdle!.samples.at(-1)).toMatchObject({ connections: 3 })
  expect(ofIdle!.samples.every((sample) => !('eventLoopDelayMs' in sample))).toBe(true)
  expect(ofIdle!.memoryGrowthBytes).toBeTypeOf('number')
  const samples = ofBusy!.samples
  expect(samples.length).toBeGreaterThan(8)
  const moments = samples.map(({ atMs }) => atMs)
  expect(moments).toEqual(moments.toSorted((left, right) => left - right))
  expect(moments[0]).toBeGreaterThan(0)
  expect(moments.at(-1)).toBeLessThanOrEqual(elapsedMs + 100)
  const last = samples.at(-1)!
  // How much it gets depends on who else uses the machine.
  const shares = samples.map(({ busiestThreadShare }) => busiestThreadShare)
  expect(Math.max(...shares)).toBeGreaterThan(0.05)
  expect(Math.max(...shares)).toBeLessThanOrEqual(1)
  expect(last.threads).toBeGreaterThan(2)
  expect(last.memoryBytes).toBeGreaterThan(10e6)
  expect(samples.some(({ eventLoopDelayMs }) => eventLoopDelayMs !== undefined)).toBe(true)
  expect(ofDb).toEqual({ ...ofBusy, part: 'db', kind: 'resource' })
  for (const { busyCores } of monitor.machine()) expect(busyCores).toBeLessThanOrEqual(cpus().length)
})

test('a part that ends keeps what it had, and the others go on', { timeout: 30_000 }, async () => {
  const dying = await startNodeProgram(IDLE)
  await using staying = await startNodeProgram(IDLE)
  const parts = [serviceOf('dying', dying), serviceOf('staying', staying)]
  const counter = sampleCounter()
  await using monitor = startUsageMonitor({ parts, intervalMs: 20, databases: [counter] })
  await becomes(() => expect(monitor.latest()).toHaveLength(2))
  await dying[Symbol.asyncDispose]()
  await becomes(() => expect(monitor.latest().map(([part]) => part)).toEqual(['staying']))
  const samplesThen = counter.samples
  await becomes(() => expect(counter.samples).toBeGreaterThan(samplesThen + 5))
  const [ofDying, ofStaying] = await monitor.finish()
  expect(ofDying!.samples.length).toBeGreaterThan(0)
  expect(ofStaying!.samples.length).toBeGreaterThan(ofDying!.samples.length)
})

test('databases are asked, those that fail or hang are left out', { timeout: 30_000 }, async () => {
  await using server = await startNodeProgram(IDLE)
  const part = (name: string) => ({ part: name, kind: 'resource' as const, pid: server.pid })
  const counter = sampleCounter()
  let asked = 0
  let isClosed = false
  const activity = Object.assign(() => Promise.resolve({ busy: 3, open: 20 }), {
    async [Symbol.asyncDispose]() {
      isClosed = true
    },
  })
  await using monitor = startUsageMonitor({
    parts: ['good', 'failing', 'hanging', 'silent'].map(part),
    intervalMs: 20,
    databases: [
      counter,
      { part: 'good', activity },
      { part: 'failing', activity: () => Promise.reject(new Error('gone')) },
      { part: 'silent', activity: () => Promise.resolve(undefined) },
      {
        part: 'hanging',
        activity: () => {
          asked += 1
          return new Promise(() => undefined)
        },
      },
    ],
  })
  await becomes(() => expect(counter.samples).toBeGreaterThan(5))
  const [good, ...others] = await monitor.finish()
  expect(good!.samples.at(-1)).toMatchObject({ busyConnections: 3, openConnections: 20 })
  for (const { samples } of others) expect(samples.every((one) => !('openConnections' in one))).toBe(true)
  expect(asked).toBe(1)
  expect(isClosed).toBe(true)
})

test('a long load has no more samples than a result can hold', { timeout: 60_000 }, async () => {
  await using program = await startNodeProgram(IDLE)
  const counter = sampleCounter()
  const parts = [serviceOf('idle', program)]
  await using monitor = startUsageMonitor({ parts, intervalMs: 1, databases: [counter] })
  const startedMs = monotonicMs()
  await becomes(() => expect(counter.samples).toBeGreaterThan(1_300), 50_000)
  const elapsedMs = monotonicMs() - startedMs
  const [usage] = await monitor.finish()
  expect(usage!.samples.length).toBeLessThan(1_200)
  // Two have become one, and none was left out.
  expect(usage!.samples.length).toBeGreaterThan(600)
  expect(usage!.samples[0]!.atMs).toBeLessThan(elapsedMs * 0.1)
  expect(usage!.samples.at(-1)!.atMs).toBeGreaterThan(elapsedMs * 0.9)
  expect(monitor.machine().length).toBeLessThan(1_200)
})

test('finishing twice gives the same, and takes no more samples', async () => {
  await using program = await startNodeProgram(IDLE)
  await using monitor = startUsageMonitor({ parts: [serviceOf('idle', program)], intervalMs: 10 })
  await becomes(() => expect(monitor.latest()).toHaveLength(1))
  expect(await monitor.finish()).toEqual(await monitor.finish())
})
