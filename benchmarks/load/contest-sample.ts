import type { Sample } from '../rounds.ts'
import type { GeneratorResult } from './load-with.ts'
import type { TargetUsage } from './target-server.ts'

/** How far the requests that a generator tells of may be from those that the target has seen. */
const TOLERATED_SHARE = 0.02
/** From here on the target is the limit, and generators of different speed look alike. */
const MOST_TARGET_SHARE = 0.95

/** What is compared. `targetShare` is the target's use of its core. */
export type LoadFigure = 'requestsPerSecond' | 'cpuMicrosecondsPerRequest' | 'targetShare'

/**
 * What one run says of a generator, with what the target has seen and spent meanwhile; throws the
 * reason when the run says nothing of the generator.
 */
export function sampleFrom(
  { requests, requestsPerSecond, cpuSeconds, errors }: GeneratorResult,
  seen: TargetUsage,
  connections: number,
): Sample<LoadFigure> {
  if (errors > 0) throw new Error(`${errors} of ${requests} requests had errors`)
  if (Math.abs(seen.requests - requests) > TOLERATED_SHARE * seen.requests + 2 * connections) {
    throw new Error(`it tells of ${requests} requests, and the target has seen ${seen.requests}`)
  }
  const targetShare = seen.cpuSeconds / (requests / requestsPerSecond)
  if (targetShare >= MOST_TARGET_SHARE) {
    throw new Error(`the target was the limit: it used ${Math.round(targetShare * 100)} % of its core`)
  }
  return { requestsPerSecond, cpuMicrosecondsPerRequest: (cpuSeconds / requests) * 1e6, targetShare }
}
