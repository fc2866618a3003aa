import { monotonicMs } from '../../base/clock.ts'
import type { PartProcess, PartUsage, UsageSample } from '../../model/load-result.ts'
import { startMachineSampler } from '../../processes/machine-usage.ts'
import { type ProcessUsage, startUsageSampler, type UsageSampler } from '../../processes/process-usage.ts'
import { ConnectionCounter } from './connection-counter.ts'
import { type DatabaseActivity, DatabaseQuestions, type MonitoredDatabase } from './database-questions.ts'
import { readEventLoopDelayMs } from './event-loop-probe.ts'
import { memoryGrowth } from './memory-growth.ts'
import { type PartOfProcess, partProcesses } from './part-processes.ts'
import { type MachineSample, thinMachine, thinUsage } from './thin-samples.ts'

const DEFAULT_INTERVAL_MS = 500
/** Ten minutes of half seconds; a longer load has fewer samples for the same time. */
const MOST_SAMPLES = 1_200

/** All that descends from its process counts for the part. */
export interface MonitoredPart extends PartOfProcess {
  readonly kind: PartUsage['kind']
}

export interface UsageMonitorOptions {
  readonly parts: readonly MonitoredPart[]
  /** Default 500. */
  readonly intervalMs?: number
  /** The start of the load on `monotonicMs`. Default: now. */
  readonly startedAtMs?: number
  /** From the start of the load; only what comes later counts as growth of memory. Default 0. */
  readonly warmUpMs?: number
  /** Where services with the event-loop probe write. */
  readonly eventLoopFolder?: string
  /** Those of the parts that are databases, and can be asked. */
  readonly databases?: readonly MonitoredDatabase[]
}

/** Watches what the parts of a system use, until it is finished or disposed. */
export interface UsageMonitor extends AsyncDisposable {
  /** CPU in cores by part, as sampled last, busiest first; parts that share a process are one. What has ended is not there. */
  latest(): (readonly [part: string, cores: number])[]
  /** CPU of the whole machine, at the moments of the parts' samples. */
  machine(): readonly MachineSample[]
  /** Takes a last sample and ends. A part whose process has ended keeps the samples it had. */
  finish(): Promise<PartUsage[]>
}

/**
 * Starts to sample parts of a system. On systems without `/proc` there are no samples.
 *
 * @example
 * await using monitor = startUsageMonitor({ parts: [{ part: 'orders', kind: 'service', pid: process.pid }] })
 * const [usage] = await monitor.finish()
 * usage?.part // 'orders'
 */
export function startUsageMonitor(options: UsageMonitorOptions): UsageMonitor {
  return new SamplingMonitor(options)
}

class SamplingMonitor implements UsageMonitor {
  readonly #options: UsageMonitorOptions
  readonly #startedAtMs: number
  readonly #processes: ReadonlyMap<number, PartProcess>
  readonly #samplers: ReadonlyMap<number, UsageSampler>
  readonly #machineSampler = startMachineSampler()
  readonly #connections = new ConnectionCounter()
  readonly #samples: Map<string, UsageSample[]>
  readonly #databases: DatabaseQuestions
  #machine: MachineSample[] = []
  #count = 0
  #latest: (readonly [string, number])[] = []
  #intervalMs: number
  #sampledMs = monotonicMs()
  #timer: NodeJS.Timeout | undefined

  constructor(options: UsageMonitorOptions) {
    this.#options = options
    this.#startedAtMs = options.startedAtMs ?? monotonicMs()
    this.#intervalMs = options.intervalMs ?? DEFAULT_INTERVAL_MS
    // Databases on one server are parts of their own with one process, which is read once.
    this.#processes = partProcesses(options.parts)
    this.#samplers = new Map([...this.#processes.keys()].map((pid) => [pid, startUsageSampler(pid)]))
    this.#samples = new Map(options.parts.map(({ part }) => [part, []]))
    this.#databases = new DatabaseQuestions(options.databases ?? [])
    this.#timer = setInterval(() => this.#sample(), this.#intervalMs)
  }

  latest(): (readonly [string, number])[] {
    return this.#latest
  }

  machine(): readonly MachineSample[] {
    return this.#machine
  }

  async finish(): Promise<PartUsage[]> {
    // The time since the last sample counts, unless it is too short to say much.
    const isDue = monotonicMs() - this.#sampledMs >= this.#intervalMs / 2
    if (this.#timer !== undefined && isDue) this.#sample()
    await this[Symbol.asyncDispose]()
    return this.#options.parts.map(({ part, kind, pid }) => {
      const samples = [...this.#samples.get(part)!]
      const memoryGrowthBytes = memoryGrowth(samples, this.#options.warmUpMs)
      return { part, kind, process: this.#processes.get(pid)!, samples, memoryGrowthBytes }
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop()
    await this.#databases[Symbol.asyncDispose]()
  }

  #stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #sample(): void {
    const usages = this.#sampleTrees()
    this.#sampledMs = monotonicMs()
    const atMs = this.#sampledMs - this.#startedAtMs
    const busyCores = this.#machineSampler.sample()
    if (busyCores !== undefined) this.#machine.push({ atMs, busyCores })
    const connections = this.#connections.count(new Map([...usages].map(([pid, { pids }]) => [pid, pids])))
    for (const { part, pid } of this.#options.parts) {
      const usage = usages.get(pid)
      if (usage === undefined) continue
      const { pids, ...figures } = usage
      const sample = { atMs, ...figures, connections: connections.get(pid)!, ...this.#eventLoop(pids) }
      this.#samples.get(part)!.push(sample)
    }
    this.#latest = [...usages]
      .map(([pid, { cpuCores }]) => [this.#processes.get(pid)!.name, cpuCores] as const)
      .sort(([, left], [, right]) => right - left)
    this.#databases.ask((part, activity) => this.#complete(part, atMs, activity))
    this.#count += 1
    if (this.#count >= MOST_SAMPLES) this.#thin()
  }

  #sampleTrees(): Map<number, ProcessUsage> {
    const usages = new Map<number, ProcessUsage>()
    for (const [pid, sampler] of this.#samplers) {
      const usage = sampler.sample()
      if (usage !== undefined) usages.set(pid, usage)
    }
    return usages
  }

  #eventLoop(pids: readonly number[]): Pick<UsageSample, 'eventLoopDelayMs'> {
    const folder = this.#options.eventLoopFolder
    const eventLoopDelayMs = folder === undefined ? undefined : readEventLoopDelayMs(folder, pids)
    return eventLoopDelayMs === undefined ? {} : { eventLoopDelayMs }
  }

  /** An answer that comes after the next sample is about no moment in particular. */
  #complete(part: string, atMs: number, { busy, open }: DatabaseActivity): void {
    const samples = this.#samples.get(part)
    const last = samples?.at(-1)
    if (samples === undefined || last?.atMs !== atMs) return
    samples[samples.length - 1] = { ...last, busyConnections: busy, openConnections: open }
  }

  #thin(): void {
    for (const [part, samples] of this.#samples) this.#samples.set(part, thinUsage(samples))
    this.#machine = thinMachine(this.#machine)
    this.#count /= 2
    this.#intervalMs *= 2
    if (this.#timer === undefined) return
    this.#stop()
    this.#timer = setInterval(() => this.#sample(), this.#intervalMs)
  }
}
