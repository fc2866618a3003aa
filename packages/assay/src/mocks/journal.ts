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

/** Entries are dropped a tenth at a time, which costs far less than one by one. */
const SLACK = 0.1

/** Keeps at least the newest `minEntries` entries, as long as their bodies fit in `maxBytes`. */
export function createJournal(minEntries: number, maxBytes: number): Journal {
  const mostEntries = minEntries + Math.floor(minEntries * SLACK)
  let entries: Received[] = []
  let sizeBytes = 0
  const droppedByShape = new Map<string, Map<string, Dropped>>()

  function drop(count: number): void {
    for (const received of entries.splice(0, count)) {
      sizeBytes -= received.body?.bytes.length ?? 0
      countDropped(droppedByShape, received)
    }
  }

  return {
    add(received) {
      if (entries.length >= mostEntries) drop(mostEntries - minEntries + 1)
      entries.push(received)
      if (received.body === undefined) return
      sizeBytes += received.body.bytes.length
      while (sizeBytes > maxBytes && entries.length > 1) drop(1)
    },
    entries: () => entries,
    dropped: () => [...droppedByShape.values()].flatMap((byMethod) => [...byMethod.values()]),
    clear() {
      entries = []
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
