import type { Failure } from '../../errors/assay-error.ts'
import type { TimedLoad } from '../scenario/load.ts'
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

/** What a thread is started with; the threads of one machine count in the same memory what feeders gave. */
export interface WorkerData {
  readonly plan: WorkerPlan
  readonly takenRows: SharedArrayBuffer
}

/** What a thread is asked to do, and what it answers. */
export interface WorkerCommands {
  /** Runs `before` of the scenario; gives what it gave. */
  before: { params: null; result: unknown }
  /** Sets users up until there are so many. */
  setUp: { params: { readonly shared: unknown; readonly users: number }; result: null }
  /** Does what takes a moment, and has to be done before the start of a load is fixed. */
  makeReady: { params: TimedLoad; result: null }
  /** Runs a load until all that it began has ended. */
  run: { params: RunCommand; result: ShareEnd }
  tearDown: { params: null; result: null }
  after: { params: null; result: null }
}

export interface RunCommand {
  readonly load: TimedLoad
  readonly phases: readonly Phase[]
  /** On `process.hrtime`, which all threads share. */
  readonly startNs: bigint
}

/** How a thread's share of a load ended. */
export interface ShareEnd {
  /** Whether its rows ran out before its time. */
  readonly hasEndedEarly: boolean
  /** When it began nothing more, from the start of the load; `undefined` when that was at its end. */
  readonly stoppedMs: number | undefined
}

export interface CommandMessage {
  readonly id: number
  readonly command: keyof WorkerCommands | 'stop' | 'cut'
  readonly params: unknown
}

/** How often threads report; a thread that is busy is late. */
export const REPORT_EVERY_MS = 250

/** What one thread saw since its last report. */
export interface IntervalReport {
  /** From the start of the load, in milliseconds. */
  readonly fromMs: number
  readonly toMs: number
  readonly recorded: RecordedInterval
  /** Virtual users at work at its end, and the most in it. */
  readonly users: number
  readonly peakUsers: number
  readonly connections: number
  readonly lag: HistogramData
  /** CPU time of the thread. */
  readonly cpuMs: number
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
