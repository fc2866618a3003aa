import type { UsageSample } from '../../model/load-result.ts'
import { medianOf } from '../comparison/median.ts'

const LEAST_SAMPLES = 8
const LEAST_AT_AN_END = 3
const SHARE_AT_AN_END = 0.1

/**
 * Bytes by which memory grew from `fromMs`, when the warm-up is over, to the end: the median of the
 * last tenth less that of the first, so that no single garbage collection decides. `undefined` with
 * fewer than 8 samples: that is too few to tell growth from chance.
 */
export function memoryGrowth(samples: readonly UsageSample[], fromMs = 0): number | undefined {
  const sizes = samples.filter(({ atMs }) => atMs >= fromMs).map(({ memoryBytes }) => memoryBytes)
  if (sizes.length < LEAST_SAMPLES) return undefined
  const count = Math.max(LEAST_AT_AN_END, Math.round(sizes.length * SHARE_AT_AN_END))
  return medianOf(sizes.slice(-count)) - medianOf(sizes.slice(0, count))
}
