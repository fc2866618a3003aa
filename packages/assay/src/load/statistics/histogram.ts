import type { DistributionBar, LatencySummary } from '../../model/load-result.ts'

/** 0.1 µs: as fine as the clock is worth, and 32 bits of it are seven minutes. */
const UNITS_PER_MS = 10_000
const SUB_BUCKET_BITS = 7
const LARGEST_UNIT = 0xffff_ffff
const BUCKETS = bucketOf(LARGEST_UNIT) + 1

/** A histogram as it travels between threads and machines. Counts outside of the range are 0. */
export interface HistogramData {
  readonly firstBucket: number
  readonly counts: Uint32Array
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
}

/**
 * Durations in fixed memory (13 KB): buckets are as wide as 1/128 of their power of two, and at
 * least 0.1 µs. So any percentile from 13 µs to 7 minutes is within 0.4 % of the exact one, and
 * below that within 0.05 µs; longer ones count in the last bucket, and the maximum stays exact.
 * Two histograms are merged by adding their counts.
 *
 * After G. Tene's HdrHistogram: log-linear buckets.
 */
export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS)
  count = 0
  #sum = 0
  #min = Number.POSITIVE_INFINITY
  #max = 0

  record(ms: number): void {
    // A clock that only goes forward still gives rounding errors below zero.
    const value = ms > 0 ? ms : 0
    const units = value * UNITS_PER_MS
    const bucket = units < LARGEST_UNIT ? bucketOf(units >>> 0) : BUCKETS - 1
    this.#counts[bucket]!++
    this.count += 1
    this.#sum += value
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
  }

  add(data: HistogramData): void {
    const { firstBucket, counts } = data
    for (let index = 0; index < counts.length; index += 1)
      this.#counts[firstBucket + index]! += counts[index]!
    this.count += data.count
    this.#sum += data.sum
    this.#min = Math.min(this.#min, data.min)
    this.#max = Math.max(this.#max, data.max)
  }

  clear(): void {
    this.#counts.fill(0)
    this.count = 0
    this.#sum = 0
    this.#min = Number.POSITIVE_INFINITY
    this.#max = 0
  }

  /** A copy that can be sent, as short as what was recorded allows. */
  data(): HistogramData {
    const first = this.count === 0 ? 0 : this.#counts.findIndex((count) => count > 0)
    const last = this.count === 0 ? -1 : this.#counts.findLastIndex((count) => count > 0)
    const counts = this.#counts.slice(first, last + 1)
    return { firstBucket: first, counts, count: this.count, sum: this.#sum, min: this.#min, max: this.#max }
  }

  /** The duration that `share` (0 to 1) of all are not above, in milliseconds; 0 when there are none. */
  percentile(share: number): number {
    if (this.count === 0) return 0
    const rank = Math.max(1, Math.ceil(this.count * share))
    let seen = 0
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      seen += this.#counts[bucket]!
      if (seen >= rank) return Math.min(Math.max(middleOf(bucket), this.#min), this.#max)
    }
    return this.#max
  }

  summary(): LatencySummary {
    const isEmpty = this.count === 0
    return {
      count: this.count,
      mean: isEmpty ? 0 : this.#sum / this.count,
      min: isEmpty ? 0 : this.#min,
      p50: this.percentile(0.5),
      p90: this.percentile(0.9),
      p95: this.percentile(0.95),
      p99: this.percentile(0.99),
      p999: this.percentile(0.999),
      max: this.#max,
    }
  }

  /** The distribution in bars of equal width on a logarithmic axis, `perOctave` for each doubling. */
  bars(perOctave = 4): DistributionBar[] {
    const bars = new Map<number, number>()
    this.#counts.forEach((count, bucket) => {
      if (count === 0) return
      const bar = Math.floor(Math.log2(Math.max(middleOf(bucket), 1 / UNITS_PER_MS)) * perOctave)
      bars.set(bar, (bars.get(bar) ?? 0) + count)
    })
    return [...bars]
      .sort(([left], [right]) => left - right)
      .map(([bar, count]) => ({ fromMs: 2 ** (bar / perOctave), toMs: 2 ** ((bar + 1) / perOctave), count }))
  }
}

/** Below 256 each value has a bucket of its own; above, each power of two has 128. */
function bucketOf(units: number): number {
  const leadingBits = 31 - SUB_BUCKET_BITS - Math.clz32(units)
  const exponent = leadingBits > 0 ? leadingBits : 0
  return (exponent << SUB_BUCKET_BITS) + (units >>> exponent)
}

function middleOf(bucket: number): number {
  const exponent = Math.max(0, (bucket >>> SUB_BUCKET_BITS) - 1)
  const lowest = (bucket - (exponent << SUB_BUCKET_BITS)) * 2 ** exponent
  return (lowest + 2 ** exponent / 2) / UNITS_PER_MS
}
