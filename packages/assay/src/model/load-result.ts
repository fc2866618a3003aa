import type { ScenarioThresholds } from './scenario-thresholds.ts'

/** How a request failed. The first four are about an answer or its absence, the rest about getting one. */
export const ERROR_KINDS = [
  'status',
  'check',
  'timeout',
  'reset',
  'refused',
  'name',
  'tls',
  'protocol',
  'scenario',
] as const

/**
 * `status`: an answer of 400 and above, or another than the scenario expects. `check`: an answer
 * the scenario found wrong. `timeout`: no complete answer in time. `reset`: the connection ended
 * before the answer did. `refused`: nobody listens. `name`: the host name is unknown. `tls`: no
 * secure connection. `protocol`: the answer is not HTTP, or larger than allowed. `scenario`: the
 * scenario itself threw.
 */
export type ErrorKind = (typeof ERROR_KINDS)[number]

/** Latencies in milliseconds. All are 0 when `count` is. */
export interface LatencySummary {
  readonly count: number
  readonly mean: number
  readonly min: number
  /** The median. */
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

/** What happened to one operation, to all of one service, or to a whole scenario. */
export interface LoadFigures {
  /** Requests that were due: always `sent + dropped + failed`. */
  readonly scheduled: number
  /** Requests that went out on a connection. */
  readonly sent: number
  /** Requests that were due and never attempted, because every virtual user was busy. */
  readonly dropped: number
  /** Requests that could not be sent: no connection, no such name. */
  readonly failed: number
  /** Requests that got a complete answer, whatever it was. */
  readonly answered: number
  /** Requests with an error of any kind, each once. */
  readonly errors: number
  /** One request may have errors of several kinds, and several failed checks. */
  readonly errorsByKind: Readonly<Partial<Record<ErrorKind, number>>>
  /** Answers per second of the measured time, without those that came after their phase had ended. */
  readonly ratePerSecond: number
  /** Bytes of the answers, heads included. */
  readonly receivedBytes: number
  /** From the moment a request was due to the last byte of its answer; a timeout counts with the time it took. */
  readonly latency: LatencySummary
  /** From the moment it was really sent: what a tool shows that forgets how long requests waited. */
  readonly naiveLatency: LatencySummary
}

/** One operation of a service, such as `GET /orders/{id}` of `orders`. */
export interface OperationResult extends LoadFigures {
  /** The service, or the target of a scenario without a system. */
  readonly service: string
  readonly operation: string
}

/** A part of a scenario's time with a name: `warm-up`, `ramp 1`, `peak`. */
export interface PhaseResult {
  readonly name: string
  /** From the start of the scenario, in milliseconds. */
  readonly fromMs: number
  readonly toMs: number
  /** Whether it counts for the scenario's figures; setting up and warming up do not. */
  readonly isMeasured: boolean
  /** All of its operations together. */
  readonly total: LoadFigures
  readonly operations: readonly OperationResult[]
}

/** One interval of the time series, as long as `seriesIntervalMs`. */
export interface SeriesPoint {
  /** Start of the interval, from the start of the scenario, in milliseconds. */
  readonly atMs: number
  readonly requests: number
  readonly errors: number
  /** Requests that were due in the interval. */
  readonly scheduled: number
  /** Virtual users at work at its end. */
  readonly users: number
  /** Milliseconds; `undefined` when nothing was answered in the interval. */
  readonly p50: number | undefined
  readonly p90: number | undefined
  readonly p95: number | undefined
  readonly p99: number | undefined
  readonly max: number | undefined
}

/** A bar of the latency distribution: answers at least `fromMs` and below `toMs`. */
export interface DistributionBar {
  readonly fromMs: number
  readonly toMs: number
  readonly count: number
}

/** What the load generator itself was doing: whether its figures can be believed. */
export interface GeneratorResult {
  readonly threads: number
  /** CPU of the busiest thread in the busiest tenth of the measured time, a second at least: 1 is a whole core. */
  readonly cpuShare: number
  /** How late it was with what was due, in milliseconds. */
  readonly lag: LatencySummary
  readonly peakUsers: number
  readonly peakConnections: number
}

/** What a part of the system used at one moment. What could not be read is left out. */
export interface UsageSample {
  /** From the start of the scenario, in milliseconds. */
  readonly atMs: number
  /** CPU since the sample before, over all of its processes: 1 is a whole core. */
  readonly cpuCores: number
  /** CPU of its busiest thread: near 1, a part that does its work in one thread has no more to give. */
  readonly busiestThreadShare: number
  /** Resident memory of all its processes. */
  readonly memoryBytes: number
  readonly threads: number
  /** Established TCP connections. */
  readonly connections: number
  /** 99th percentile of the event-loop delay since the sample before; Node services only. */
  readonly eventLoopDelayMs?: number
  /** Connections to the database at work, and how many are open. Databases only. */
  readonly busyConnections?: number
  readonly openConnections?: number
}

/** What a service or a resource used while the scenario ran. */
export interface PartUsage {
  readonly part: string
  readonly kind: 'service' | 'resource'
  /** The process it is. What a process uses is in the samples of each of its parts. */
  readonly process?: PartProcess
  readonly samples: readonly UsageSample[]
  /** Resident memory at the end less that after the warm-up, both smoothed; `undefined` if too few samples. */
  readonly memoryGrowthBytes: number | undefined
}

/** A process of the system, with all that descends from it. Databases on one server share theirs. */
export interface PartProcess {
  readonly pid: number
  /** That of its part, or of all of them: `postgres (ordersDb, usersDb)`. */
  readonly name: string
}

/** A part that had nothing more to give, in words: `orders: 1 thread at 97 %`. */
export interface Saturation {
  /** Its name, or that of a process that several parts share. */
  readonly part: string
  readonly reason: string
  /** How far it was used, 0 to 1. */
  readonly share: number
}

/** What a capacity search found: the system keeps its objective up to between these two rates. */
export interface CapacityResult {
  /** The highest rate at which the objective held each time. `undefined`: at none. */
  readonly holdsAtPerSecond: number | undefined
  /** The lowest rate at which it broke. `undefined`: at none that was tried. */
  readonly breaksAtPerSecond: number | undefined
  /** What broke there: `p95 is 431 ms, and must be < 200 ms`. */
  readonly reason: string | undefined
  readonly trials: readonly CapacityTrial[]
}

export interface CapacityTrial {
  readonly ratePerSecond: number
  readonly outcome: 'holds' | 'breaks' | 'invalid'
  readonly p95Ms: number
  readonly errorRate: number
}

/**
 * `valid`: the figures are about the system. `invalid`: the generator was the limit, so they are
 * about it. `partial`: it was interrupted. `failed`: the scenario could not be run to its end.
 */
export type ScenarioStatus = 'valid' | 'invalid' | 'partial' | 'failed'

/** Everything one scenario found out. */
export interface ScenarioResult {
  readonly name: string
  /** Where it is written, relative to the system; empty for a bare URL. */
  readonly file: string
  readonly status: ScenarioStatus
  /** Why it is not valid, in sentences, and what else has to be said. */
  readonly notes: readonly string[]
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** How long the load lasted, setting up and tearing down excluded. */
  readonly durationMs: number
  /** The load in words: `50 requests/s for 30.0 s`. */
  readonly load: string
  /** The limits the scenario has of its own. */
  readonly thresholds: ScenarioThresholds
  /** The measured phases together. */
  readonly total: LoadFigures
  readonly services: readonly (LoadFigures & { readonly service: string })[]
  readonly operations: readonly OperationResult[]
  readonly phases: readonly PhaseResult[]
  readonly seriesIntervalMs: number
  readonly series: readonly SeriesPoint[]
  readonly distribution: readonly DistributionBar[]
  readonly generator: GeneratorResult
  /** Empty when the scenario is about a URL and not a system. */
  readonly usage: readonly PartUsage[]
  /** The part that limits most comes first. */
  readonly saturations: readonly Saturation[]
  readonly capacity: CapacityResult | undefined
  /** The first messages of each kind of error, bounded. */
  readonly errorSamples: readonly {
    readonly kind: ErrorKind
    readonly operation: string
    readonly message: string
  }[]
}

/** What a scenario looks like while it runs, a few times a second. */
export interface LoadProgress {
  readonly scenario: string
  readonly phase: string
  readonly elapsedMs: number
  /** `undefined` when nobody can know, as in a capacity search. */
  readonly totalMs: number | undefined
  readonly users: number
  /** Over the last second. */
  readonly ratePerSecond: number
  readonly errorsPerSecond: number
  readonly p50Ms: number | undefined
  readonly p95Ms: number | undefined
  readonly p99Ms: number | undefined
  readonly requests: number
  readonly errors: number
  /** CPU in cores by part, busiest first. */
  readonly cpuByPart: readonly (readonly [part: string, cores: number])[]
}

/** Errors among all requests that were due, 0 to 1; what was dropped got no answer either. */
export function errorRateOf({ scheduled, errors, dropped }: LoadFigures): number {
  const wrong = errors + dropped
  return wrong === 0 ? 0 : wrong / Math.max(scheduled, wrong)
}
