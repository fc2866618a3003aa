import type { ErrorKind } from '../../model/load-result.ts'
import type { Operation } from '../engine/recorder.ts'
import type { Connection } from '../http1/connection.ts'
import type { OperationRecord } from '../statistics/operation-record.ts'
import type { CookieJar } from './cookie-jar.ts'
import type { Headers } from './request-headers.ts'

/** What clients need of the virtual user they belong to. */
export interface UserContext {
  readonly timeoutMs: number
  readonly cookies: CookieJar
  /** Every open connection of the thread, so that what is late can be found. */
  readonly registry: Set<Connection>
  /** What all of its requests have, by names in lower case; another record whenever it changes. */
  readonly headers: Headers
  openRequests: number
  /** How many requests and other measured operations it has begun: the number of the newest. */
  readonly begun: number
  /** From the start of the load, in milliseconds; negative before it. */
  nowMs(): number
  /** When the request it makes now was due: the first of an iteration may be late. */
  takeDueMs(nowMs: number): number
  record(operation: Operation, dueMs: number): OperationRecord
  /** Something is wrong with the operation of that number: whatever else is, it is one error. */
  countError(number: number, record: OperationRecord, kind: ErrorKind): void
  sampleError(kind: ErrorKind, operation: string, message: string): void
}

/** What counting an operation needs of the virtual user that does it. */
export type MeasuringUser = Pick<
  UserContext,
  'nowMs' | 'takeDueMs' | 'record' | 'begun' | 'countError' | 'sampleError' | 'openRequests'
>
