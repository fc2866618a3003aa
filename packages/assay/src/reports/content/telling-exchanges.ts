import type { Exchange } from '../../model/exchange.ts'

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The exchanges most likely to explain a failure, oldest first: the last one; the last that
 * changed something, because a test often polls after it; and those that failed for good.
 */
export function tellingExchanges(exchanges: readonly Exchange[], limit: number): Exchange[] {
  const newestFirst = [...exchanges.entries()].reverse()
  const ranked = [
    ...newestFirst.slice(0, 1),
    ...newestFirst.filter(([, { method }]) => !READING_METHODS.has(method.toUpperCase())).slice(0, 1),
    ...newestFirst.filter(([, { status }]) => status === undefined || status >= 500),
  ]
  const indices = [...new Set(ranked.map(([index]) => index))].slice(0, limit)
  return exchanges.filter((_, index) => indices.includes(index))
}

/** The answer's first line: status, content type and time, or why there is none. */
export function answerOf(exchange: Exchange): string {
  const after = `after ${exchange.durationMs.toFixed(0)} ms`
  if (exchange.status === undefined) return `no answer ${after}: ${exchange.error ?? 'unknown reason'}`
  const type = exchange.responseHeaders['content-type']
  return [exchange.status, type, after].filter((part) => part !== undefined).join(' ')
}
