import { scenarioError } from './scenario-error.ts'

const MAX_FEEDERS = 1_000

/** Counts what all threads of a load together have taken of each feeder: memory that they share. */
export function createTakenRows(): SharedArrayBuffer {
  return new SharedArrayBuffer(MAX_FEEDERS * Uint32Array.BYTES_PER_ELEMENT)
}

let shared: Uint32Array | undefined
let feeders = 0

/**
 * Feeders that are made until the end are counted together with those of the other threads. All of
 * them load the same file, so that a feeder has the same place in each.
 */
export function shareTakenRows(memory: SharedArrayBuffer): Disposable {
  shared = new Uint32Array(memory)
  feeders = 0
  return {
    [Symbol.dispose]() {
      shared = undefined
    },
  }
}

/** The counter of a new feeder; of its own when it is made while users are at work. Gives how many were taken before. */
export function rowCounter(): () => number {
  const counter = shared ?? new Uint32Array(1)
  const at = shared === undefined ? 0 : feeders
  if (at >= counter.length) throw tooManyFeeders()
  if (shared !== undefined) feeders += 1
  return () => Atomics.add(counter, at, 1)
}

function tooManyFeeders() {
  return scenarioError(
    'invalid_scenario',
    `A scenario file makes more than ${MAX_FEEDERS} feeders.`,
    'make one feeder of many rows, and share it between virtual users',
  )
}
