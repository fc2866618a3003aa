const SMALLEST_BYTES = 4096
const KEPT_BYTES = 32_768
const NOTHING = Buffer.alloc(0)

/** Bytes that arrive in pieces, side by side in one buffer that grows, at linear total cost. */
export class ByteCollector {
  bytes: Buffer = NOTHING
  length = 0

  append(source: Buffer, from: number, to: number): void {
    const length = this.length + to - from
    if (length > this.bytes.length) this.#grow(length)
    source.copy(this.bytes, this.length, from, to)
    this.length = length
  }

  /** Has only these bytes from now on, which may be its own. */
  replace(source: Buffer, from: number, to: number): void {
    if (source !== this.bytes) {
      this.length = 0
      this.append(source, from, to)
      return
    }
    // Most often they are where they should be, and moving them each time would add up.
    if (from > 0) source.copyWithin(0, from, to)
    this.length = to - from
  }

  /** Forgets the bytes; the memory of a large answer is not kept for the small ones that follow. */
  clear(): void {
    this.length = 0
    if (this.bytes.length > KEPT_BYTES) this.bytes = NOTHING
  }

  #grow(length: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(SMALLEST_BYTES, length, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
  }
}
