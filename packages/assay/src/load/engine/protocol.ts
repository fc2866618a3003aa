import type { Failure } from '../../errors/assay-error.ts'
import type { Load } from '../scenario/load.ts'
import type { HistogramData } from '../statistics/histogram.ts'
import type { Phase, RecordedInterval } from './recorder.ts'

/** A target as it is told to a thread. */
export interface TargetPlan {
  readonly name: string
  readonly url: string
  /** Path of its OpenAPI document. */
  readonly openapi?: string
}

/** One request again and again: a load test without a scenario file. */
export interface QuickRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  /** Time for a complete answer. Default: that of scenarios. */
  readonly timeoutMs?: number
  /** Whether a certificate nobody vouches for is accepted. Default: no. */
  readonly isInsecureAllowed?: boolean
}

/**
 * A thread's share of a scenario. It is plain data, and so is all that a thread answers: threads
 * of other machines could take part in the same way.
 */
export interface WorkerPlan {
  /** The file that defines the scenario; without it `quick` does. */
  readonly file: string | undefined
  readonly quick: QuickRequest | undefined
  readonly scenario: string
  readonly targets: readonly TargetPlan[]
  readonly seed: string
  readonly worker: number
  readonly workers: number
}

/** What a thread is asked to do, and what it answers. */
export interface WorkerCommands {
  /** Runs `before` of the scenario; gives what it gave. */
  before: { params: null; result: unknown }
  /** Makes users ready. */
  setUp: { params: { readonly shared: unknown; readonly users: number }; result: null }
  /** Runs a load until all that it began has ended; tells whether it ended before its time. */
  run: { params: RunCommand; result: boolean }
  tearDown: { params: null; result: null }
  after: { params: null; result: null }
}

export interface RunCommand {
  readonly load: Exclude<Load, { readonly kind: 'capacity' }>
  readonly phases: readonly Phase[]
  /** On `process.hrtime`, which all threads share. */
  readonly startNs: bigint
  readonly intervalMs: number
}

export interface CommandMessage {
  readonly id: number
  readonly command: keyof WorkerCommands | 'stop'
  readonly params: unknown
}

/** What one thread saw in one interval. */
export interface IntervalReport {
  /** Counted from the start of the load. */
  readonly index: number
  readonly recorded: RecordedInterval
  /** Virtual users at work at its end, and the most in it. */
  readonly users: number
  readonly peakUsers: number
  readonly connections: number
  readonly lag: HistogramData
  /** CPU time of the thread, and the time it is about: a late report is about more than its interval. */
  readonly cpuMs: number
  readonly lengthMs: number
}

export type WorkerMessage =
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: SentFailure }
  | { readonly type: 'interval'; readonly report: IntervalReport }
  | { readonly type: 'note'; readonly note: string }

/** An error without its class, which does not survive the way between threads. */
export interface SentFailure extends Omit<Failure, 'cause'> {
  readonly fault: 'configuration' | 'infrastructure' | 'defect'
}
