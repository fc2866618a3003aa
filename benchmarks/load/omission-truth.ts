import type { Stall } from './target-server.ts'

/**
 * The latency, in milliseconds, that a share of all requests (0 to 1) does not exceed when they are
 * due evenly spaced and the server stalls once in every period and otherwise answers at once.
 *
 * A request that is due `t` ms before the end of a stall waits `t` ms; all others wait not at all. So
 * the share `length ÷ period` waits between 0 and the length of the stall, each time equally often.
 *
 * @example
 * trueLatencyMs({ everyMs: 10_000, lengthMs: 1_000 }, 0.95) // 500
 */
export function trueLatencyMs({ everyMs, lengthMs }: Stall, share: number): number {
  const stalledShare = lengthMs / everyMs
  const shareWithoutWait = 1 - stalledShare
  if (share <= shareWithoutWait) return 0
  return ((share - shareWithoutWait) / stalledShare) * lengthMs
}
