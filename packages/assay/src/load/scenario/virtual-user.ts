import type { Random } from '../../base/random.ts'
import type { Headers } from '../client/request-text.ts'
import type { Feeder } from './feeder.ts'

/** One user of the load: what it keeps, and what it can do beside making requests. */
export interface VirtualUser<State = unknown, Shared = unknown> {
  /** From 0, unique in the whole scenario. */
  readonly id: number
  /** How many iterations it has begun. */
  readonly iteration: number
  /** What `setup` gave for this user. */
  readonly state: State
  /** What `before` gave, the same for all. */
  readonly shared: Shared
  /** The same numbers for this user in every run with the same seed. */
  readonly random: Random
  /** Sent with all of its requests from now on. */
  setHeaders(headers: Headers): void
  /** Sends `Authorization: Bearer …` from now on. */
  authorize(token: string): void
  /** Counts an error of kind `check` when `holds` is false; the iteration goes on. */
  check(name: string, holds: boolean): boolean
  /** Measures anything as an operation of its own: what `work` throws is counted as its error. */
  measure<Value>(operation: string, work: () => Promise<Value>): Promise<Value>
  /** A pause within an iteration, in milliseconds. */
  pause(ms: number): Promise<void>
  /** The next row of a feeder. */
  next<Row>(feeder: Feeder<Row>): Row
}
