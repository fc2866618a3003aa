import type { NearMiss } from './near-miss.ts'
import type { Call } from './received.ts'

/** Why a request was not answered as the test meant it to be. */
export type UnexpectedReason = 'no_route' | 'answer_failed' | 'malformed'

/** A request that should not have come, or that the stub could not answer. */
export interface UnexpectedRequest {
  readonly reason: UnexpectedReason
  /** Everything there is to say about it, for people, in several lines. */
  readonly message: string
  /** The routes that nearly matched, nearest first, each with what was different. */
  readonly near: readonly NearMiss[]
  /** What was received; `undefined` when it was not HTTP. */
  readonly request: Call | undefined
}

/** A list of which some may be missing, because it is bounded. */
export interface Bounded {
  /** How many more there were. */
  readonly dropped: number
}

/** Each may hold a large body; nobody reads more of them. */
const MOST_KEPT = 100

/** The first unexpected requests, for the first one is the cause of the others more often than not. */
export interface UnexpectedRequests {
  add(request: UnexpectedRequest): void
  list(): readonly UnexpectedRequest[] & Bounded
  clear(): void
}

export function createUnexpectedRequests(): UnexpectedRequests {
  let kept: UnexpectedRequest[] = []
  let count = 0
  return {
    add(request) {
      count += 1
      if (kept.length < MOST_KEPT) kept.push(request)
    },
    list: () => withDropped([...kept], count - kept.length),
    clear() {
      kept = []
      count = 0
    },
  }
}

/** Notes on a list how many are missing; not enumerable, so that the list equals one without it. */
export function withDropped<Item>(list: Item[], dropped: number): Item[] & Bounded {
  return Object.defineProperty(list as Item[] & { dropped: number }, 'dropped', { value: dropped })
}
