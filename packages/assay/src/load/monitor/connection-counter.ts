import { monotonicMs } from '../../base/clock.ts'
import { countConnections } from '../../processes/tcp-connections.ts'

/**
 * Counting takes at most this share of the time, which makes it rarer than sampling. To tell the
 * connections of one process the kernel walks over the table of all, which it makes the larger the
 * more memory a machine has: with 48 GB an empty one takes 10 ms to read, more than everything else
 * of a sample, and is then counted every 4 seconds.
 */
const MOST_TIME_SHARE = 0.0025

/** Counts the established TCP connections of process trees, and remembers the counts meanwhile. */
export class ConnectionCounter {
  #counts = new Map<number, number>()
  #nextMs = 0

  /** By the pid of each tree's root; as they were counted last, when it is too early to count again. */
  count(trees: ReadonlyMap<number, readonly number[]>): ReadonlyMap<number, number> {
    const startedMs = monotonicMs()
    const isNew = [...trees.keys()].some((root) => !this.#counts.has(root))
    if (startedMs < this.#nextMs && !isNew) return this.#counts
    const counts = countConnections([...trees.values()])
    this.#counts = new Map([...trees.keys()].map((root, index) => [root, counts[index]!]))
    const endedMs = monotonicMs()
    this.#nextMs = endedMs + (endedMs - startedMs) / MOST_TIME_SHARE
    return this.#counts
  }
}
