import type { HeadFacts } from './head-facts.ts'

const LONGEST = 2_048
/** A few kinds of answers take turns: one for each operation, often. */
const MOST_HEADS = 4
/** An identifier in each head makes all of them differ: more misses than hits by so many, and it is given up. */
const CREDIT = 64

interface KnownHead {
  readonly bytes: Buffer
  readonly facts: HeadFacts
}

/**
 * The heads that a target has sent last. Servers often send the very same ones again, and to compare
 * their bytes takes a quarter of the time that reading them takes. All connections to a target share
 * it: what hundreds of them remembered each would not stay in the processor's cache.
 */
export class KnownHeads {
  readonly #heads: KnownHead[] = []
  #credit = CREDIT

  /** The head that begins at `start`, if it is known and all there. */
  find(bytes: Buffer, start: number, end: number): KnownHead | undefined {
    const heads = this.#heads
    for (let index = 0; index < heads.length; index += 1) {
      const head = heads[index]!
      const { length } = head.bytes
      if (start + length > end || head.bytes.compare(bytes, start, start + length) !== 0) continue
      if (this.#credit < CREDIT) this.#credit += 1
      // What came last is looked at first.
      heads[index] = heads[0]!
      heads[0] = head
      return head
    }
    return undefined
  }

  /** A head that was not found, and what it says, which nobody changes any more. */
  remember(bytes: Buffer, start: number, end: number, facts: HeadFacts): void {
    if (this.#credit === 0 || end - start > LONGEST) return
    this.#credit -= 1
    if (this.#credit === 0) {
      this.#heads.length = 0
      return
    }
    if (this.#heads.length === MOST_HEADS) this.#heads.pop()
    this.#heads.unshift({ bytes: Buffer.from(bytes.subarray(start, end)), facts })
  }
}
