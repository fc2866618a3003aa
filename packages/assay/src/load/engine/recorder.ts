import type { ErrorKind } from '../../model/load-result.ts'
import { type OperationData, OperationRecord } from '../statistics/operation-record.ts'

/** More operations than this are recorded as one: an operation for each URL would fill the memory. */
const MAX_OPERATIONS = 500
const MAX_SAMPLES_PER_KIND = 5
const MAX_MESSAGE_CHARACTERS = 300

/** A stretch of the load's time, from its start, in milliseconds. */
export interface Phase {
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
  readonly isMeasured: boolean
}

/** Setting up comes before all phases of the load. */
export const SETUP_PHASE = 0

/** An operation of a service, with a record for each phase. */
export interface Operation {
  readonly service: string
  readonly name: string
  readonly records: (OperationRecord | undefined)[]
}

/** What was recorded of one operation in one phase since the last time. */
export interface RecordedOperation {
  readonly service: string
  readonly operation: string
  readonly phase: number
  readonly data: OperationData
}

export interface ErrorSample {
  readonly kind: ErrorKind
  readonly operation: string
  readonly message: string
}

/** What one thread has recorded since the last time. */
export interface RecordedInterval {
  readonly operations: readonly RecordedOperation[]
  /** By phase. */
  readonly dropped: readonly number[]
  readonly samples: readonly ErrorSample[]
}

/** Counts what happens in one thread, by operation and phase. */
export class Recorder {
  readonly #operations = new Map<string, Operation>()
  readonly #samples: ErrorSample[] = []
  readonly #samplesSeen = new Map<ErrorKind, Set<string>>()
  #phases: readonly Phase[] = []
  #endMs = Number.POSITIVE_INFINITY
  #dropped: number[] = []

  /** Begins a load with these phases, in order; setting up is not among them. */
  begin(phases: readonly Phase[]): void {
    this.#phases = phases
    this.#endMs = Number.POSITIVE_INFINITY
    this.#samplesSeen.clear()
    // What is left behind of a load before this one counts for nothing.
    for (const { records } of this.#operations.values()) records.splice(SETUP_PHASE + 1)
  }

  /** Ends the load before its time, and with it the phase it is in. */
  end(nowMs: number): void {
    this.#endMs = nowMs
    for (const { records } of this.#operations.values()) {
      for (const record of records)
        if (record !== undefined) record.phaseEndMs = Math.min(record.phaseEndMs, nowMs)
    }
  }

  operation(service: string, name: string): Operation {
    const isFull = this.#operations.size >= MAX_OPERATIONS
    const key = `${service}\n${name}`
    const known = this.#operations.get(key)
    if (known !== undefined) return known
    if (isFull && name !== OTHER) return this.operation(service, OTHER)
    const made: Operation = { service, name, records: [] }
    this.#operations.set(key, made)
    return made
  }

  record({ records }: Operation, phase: number): OperationRecord {
    const known = records[phase]
    if (known !== undefined) return known
    const made = new OperationRecord(Math.min(this.#phases[phase - 1]?.toMs ?? this.#endMs, this.#endMs))
    records[phase] = made
    return made
  }

  /** The phase of what is due at a time, 0 being the one that sets up. */
  phaseAt(dueMs: number): number {
    const phases = this.#phases
    if (dueMs < 0 || phases.length === 0) return SETUP_PHASE
    let index = 0
    while (index < phases.length - 1 && dueMs >= phases[index]!.toMs) index += 1
    return index + 1
  }

  drop(phase: number): void {
    this.#dropped[phase] = (this.#dropped[phase] ?? 0) + 1
  }

  /** Keeps the first messages of each kind of error, each of them once. */
  sample(kind: ErrorKind, operation: string, message: string): void {
    const seen = this.#samplesSeen.get(kind) ?? new Set()
    this.#samplesSeen.set(kind, seen)
    if (seen.size >= MAX_SAMPLES_PER_KIND) return
    const key = `${operation}\n${message}`
    if (seen.has(key)) return
    seen.add(key)
    this.#samples.push({ kind, operation, message: message.slice(0, MAX_MESSAGE_CHARACTERS) })
  }

  /** Everything since the last time, which is forgotten. */
  take(): RecordedInterval {
    const operations: RecordedOperation[] = []
    for (const { service, name, records } of this.#operations.values()) {
      records.forEach((record, phase) => {
        if (record === undefined || record.isEmpty) return
        operations.push({ service, operation: name, phase, data: record.data() })
        record.clear()
      })
    }
    const dropped = Array.from({ length: this.#phases.length + 1 }, (_, phase) => this.#dropped[phase] ?? 0)
    this.#dropped = []
    return { operations, dropped, samples: this.#samples.splice(0) }
  }
}

/** The name of the operation that stands for those beyond the limit. */
const OTHER = 'other operations'
