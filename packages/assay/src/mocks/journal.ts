import type { Segment } from '../openapi/path-template.ts'
import type { Received } from './received.ts'

/** How many requests with one method that one pattern answered are no longer in the journal. */
export interface Dropped {
  readonly method: string
  /** `undefined` for requests that nothing answered. */
  readonly segments: readonly Segment[] | undefined
  count: number
}

/** The newest requests, up to a number of them and of bytes; those that had to go are counted. */
export interface Journal {
  add(received: Received): void
  /** In the order they were received. */
  entries(): readonly Received[]
  dropped(): Dropped[]
  clear(): void
}

const UNMATCHED = '(unmatched)'

/** Keeps the newest `maxEntries` entries, as long as their bodies fit in `maxBytes`. */
export function createJournal(maxEntries: number, maxBytes: number): Journal {
  /** A ring: the oldest entry is at `oldest`, and a new one takes the place of the oldest. */
  let ring: Received[] = []
  let oldest = 0
  let kept = 0
  let sizeBytes = 0
  const droppedByShape = new Map<string, Map<string, Dropped>>()

  function dropOldest(): void {
    const received = ring[oldest]!
    oldest = (oldest + 1) % maxEntries
    kept -= 1
    sizeBytes -= received.body?.bytes.length ?? 0
    countDropped(droppedByShape, received)
  }

  return {
    add(received) {
      if (kept === maxEntries) dropOldest()
      ring[(oldest + kept) % maxEntries] = received
      kept += 1
      if (received.body === undefined) return
      sizeBytes += received.body.bytes.length
      while (sizeBytes > maxBytes && kept > 1) dropOldest()
    },
    entries: () => Array.from({ length: kept }, (_, index) => ring[(oldest + index) % maxEntries]!),
    dropped: () => [...droppedByShape.values()].flatMap((byMethod) => [...byMethod.values()]),
    clear() {
      ring = []
      oldest = 0
      kept = 0
      sizeBytes = 0
      droppedByShape.clear()
    },
  }
}

function countDropped(byShape: Map<string, Map<string, Dropped>>, { method, pattern }: Received): void {
  const shape = pattern?.shape ?? UNMATCHED
  let byMethod = byShape.get(shape)
  if (byMethod === undefined) {
    byMethod = new Map()
    byShape.set(shape, byMethod)
  }
  const dropped = byMethod.get(method)
  if (dropped === undefined) byMethod.set(method, { method, segments: pattern?.segments, count: 1 })
  else dropped.count += 1
}
