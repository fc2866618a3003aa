import { setTimeout as sleep } from 'node:timers/promises'
import { monotonicMs } from './clock.ts'

export interface PollOptions {
  readonly timeoutMs: number
  /** Shortest pause between two tries. Default 2 ms. */
  readonly shortestPauseMs?: number
  /** Longest pause between two tries. Default 50 ms. */
  readonly longestPauseMs?: number
  readonly signal?: AbortSignal
}

export type PollOutcome<Value> =
  | { readonly done: true; readonly value: Value; readonly tries: number; readonly elapsedMs: number }
  | { readonly done: false; readonly lastError: unknown; readonly tries: number; readonly elapsedMs: number }

/**
 * Tries until `attempt` stops throwing or the deadline passes. The pause between tries is a tenth
 * of the time already spent: success is seen at most that much late, and what is slow costs little.
 *
 * @throws the signal's reason when it aborts.
 */
export async function poll<Value>(
  attempt: (remainingMs: number) => Promise<Value> | Value,
  options: PollOptions,
): Promise<PollOutcome<Value>> {
  const started = monotonicMs()
  const { shortestPauseMs = 2, longestPauseMs = 50 } = options
  for (let tries = 1; ; tries += 1) {
    options.signal?.throwIfAborted()
    const remainingMs = options.timeoutMs - (monotonicMs() - started)
    try {
      const value = await attempt(Math.max(1, remainingMs))
      return { done: true, value, tries, elapsedMs: monotonicMs() - started }
    } catch (error) {
      options.signal?.throwIfAborted()
      const elapsedMs = monotonicMs() - started
      const pauseMs = Math.min(Math.max(shortestPauseMs, elapsedMs / 10), longestPauseMs)
      if (elapsedMs + pauseMs >= options.timeoutMs) return { done: false, lastError: error, tries, elapsedMs }
      await sleep(pauseMs, undefined, options.signal === undefined ? {} : { signal: options.signal })
    }
  }
}
