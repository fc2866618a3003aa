import type { PartUsage, Saturation, UsageSample } from '../../model/load-result.ts'
import { medianOf } from '../comparison/median.ts'
import { sustained } from './sustained.ts'
import type { MachineSample } from './thin-samples.ts'

const BUSY_THREAD_SHARE = 0.9
const BUSY_MACHINE_SHARE = 0.95
const BUSY_CONNECTIONS_SHARE = 0.9
const LATE_EVENT_LOOP_MS = 100
/** A pool of one connection is busy with a single query. */
const LEAST_CONNECTIONS = 2
/** A pool that still grows has not come to its end; so only its largest size counts, more or less. */
const FULL_POOL_SHARE = 0.9

export interface SaturationOptions {
  /** Only samples from here to there count. Default: all. */
  readonly fromMs?: number
  readonly toMs?: number
  /** CPU of the whole machine. Without, that of the parts together stands for it, the load generator left out. */
  readonly machine?: readonly MachineSample[]
}

/** What was sampled of a part, or of a process that is several parts. */
type Sampled = Pick<PartUsage, 'part' | 'samples'>

interface Finding extends Saturation {
  /** For which share of the time it was so. */
  readonly heldShare: number
}

/**
 * The parts that had nothing more to give for at least a fifth of the time, those first that were
 * so for longest: under a load that rises, the first to give out limits the others. `cores` are
 * those of the machine, which is a part too: `machine`.
 *
 * @example
 * const sample = { cpuCores: 1, busiestThreadShare: 0.97, memoryBytes: 9e7, threads: 11, connections: 4 }
 * const samples = [0, 500, 1_000, 1_500, 2_000].map((atMs) => ({ ...sample, atMs, eventLoopDelayMs: 12 }))
 * const usage = [{ part: 'orders', kind: 'service', samples, memoryGrowthBytes: undefined } as const]
 * findSaturations(usage, 4) // [{ part: 'orders', reason: '1 core at 97 %', share: 0.97 }]
 */
export function findSaturations(
  usage: readonly PartUsage[],
  cores: number,
  {
    fromMs = Number.NEGATIVE_INFINITY,
    toMs = Number.POSITIVE_INFINITY,
    machine = [],
  }: SaturationOptions = {},
): Saturation[] {
  const within = <Sample extends { readonly atMs: number }>(samples: readonly Sample[]) =>
    samples.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
  const parts = usage.map((part) => ({ ...part, samples: within(part.samples) }))
  const processes = processesOf(parts)
  const findings = [
    busyMachine(processes, within(machine.length > 0 ? machine : addedUp(processes)), cores),
    ...processes.map((process) => busyThread(process) ?? lateEventLoop(process)),
    ...parts.map(busyConnections),
  ].filter((finding) => finding !== undefined)
  // Tenths, because a sample more or less is no difference.
  const held = ({ heldShare }: Finding) => Math.round(heldShare * 10)
  findings.sort((left, right) => held(right) - held(left) || right.share - left.share)
  return findings.map(({ part, reason, share }) => ({ part, reason, share }))
}

/** Databases on one server have its CPU in the samples of each: what is counted is processes. */
function processesOf(parts: readonly PartUsage[]): Sampled[] {
  const byProcess = Map.groupBy(parts, ({ part, process }) => process?.pid ?? part)
  return [...byProcess.values()].map(([first]) => {
    const { part, process, samples } = first!
    return { part: process?.name ?? part, samples }
  })
}

function busyThread({ part, samples }: Sampled): Finding | undefined {
  const shares = samples.map(({ busiestThreadShare }) => busiestThreadShare)
  const places = sustained(shares, BUSY_THREAD_SHARE)
  if (places.length === 0) return undefined
  const share = medianOf(places.map((place) => shares[place]!))
  // A Node service runs its code in one thread, however many there are: for it, that is the whole CPU.
  const isNode = samples.some(({ eventLoopDelayMs }) => eventLoopDelayMs !== undefined)
  const reason = `1 ${isNode ? 'core' : 'thread'} at ${Math.round(share * 100)} %`
  return { part, reason, share, heldShare: places.length / shares.length }
}

/** Late without using a core: it waits in the thread that should answer, for a file or a child. */
function lateEventLoop({ part, samples }: Sampled): Finding | undefined {
  const known = samples.filter((sample) => sample.eventLoopDelayMs !== undefined)
  const delays = known.map(({ eventLoopDelayMs }) => eventLoopDelayMs!)
  const places = sustained(delays, LATE_EVENT_LOOP_MS)
  if (places.length === 0) return undefined
  return {
    part,
    reason: `event loop ${Math.round(medianOf(places.map((place) => delays[place]!)))} ms late (p99)`,
    share: medianOf(places.map((place) => known[place]!.busiestThreadShare)),
    heldShare: places.length / delays.length,
  }
}

function busyConnections({ part, samples }: Sampled): Finding | undefined {
  const known = samples.flatMap(({ busyConnections: busy, openConnections: open }) =>
    busy === undefined || open === undefined ? [] : [{ busy, open }],
  )
  const most = Math.max(0, ...known.map(({ open }) => open))
  const isFull = (open: number) => open >= LEAST_CONNECTIONS && open >= most * FULL_POOL_SHARE
  const shares = known.map(({ busy, open }) => (isFull(open) ? Math.min(1, busy / open) : 0))
  const places = sustained(shares, BUSY_CONNECTIONS_SHARE)
  if (places.length === 0) return undefined
  const usual = (name: 'busy' | 'open') => Math.round(medianOf(places.map((place) => known[place]![name])))
  return {
    part,
    reason: `${usual('busy')} of ${usual('open')} connections busy`,
    share: medianOf(places.map((place) => shares[place]!)),
    heldShare: places.length / shares.length,
  }
}

function busyMachine(
  processes: readonly Sampled[],
  machine: readonly MachineSample[],
  cores: number,
): Finding | undefined {
  const shares = machine.map(({ busyCores }) => Math.min(1, busyCores / cores))
  const places = sustained(shares, BUSY_MACHINE_SHARE)
  if (places.length === 0) return undefined
  const busy = places.map((place) => machine[place]!)
  const share = medianOf(places.map((place) => shares[place]!))
  const reason = `${Math.round(share * cores)} of ${cores} cores busy${biggestConsumer(processes, busy)}`
  return { part: 'machine', reason, share, heldShare: places.length / shares.length }
}

/** Who uses most of a busy machine; that can be somebody outside the system, the load generator first. */
function biggestConsumer(processes: readonly Sampled[], busy: readonly MachineSample[]): string {
  const moments = new Set(busy.map(({ atMs }) => atMs))
  const total = busy.reduce((sum, { busyCores }) => sum + busyCores, 0)
  const consumers = processes.map(({ part, samples }) => ({
    name: part,
    used: coresOf(samples.filter(({ atMs }) => moments.has(atMs))),
  }))
  const outside = total - consumers.reduce((sum, { used }) => sum + used, 0)
  const [biggest] = [...consumers, { name: 'programs outside the system', used: outside }].sort(
    (left, right) => right.used - left.used,
  )
  return `, ${(biggest!.used / busy.length).toFixed(1)} by ${biggest!.name}`
}

function coresOf(samples: readonly UsageSample[]): number {
  return samples.reduce((sum, { cpuCores }) => sum + cpuCores, 0)
}

/** The processes of one monitor are sampled at the same moments. */
function addedUp(processes: readonly Sampled[]): MachineSample[] {
  const byMoment = Map.groupBy(
    processes.flatMap(({ samples }) => samples),
    ({ atMs }) => atMs,
  )
  return [...byMoment].map(([atMs, samples]) => ({ atMs, busyCores: coresOf(samples) }))
}
