const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/**
 * Writes milliseconds for a person: two significant places at most, the unit that fits.
 *
 * @example
 * formatDuration(84.3) // '84 ms'
 * formatDuration(2_310) // '2.3 s'
 * formatDuration(95_000) // '1 m 35 s'
 */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} m ${seconds % 60} s`
}

/**
 * Reads `'200ms'`, `'1.5s'`, `'2m'` or `'1h'` as milliseconds; `undefined` if it is none of them.
 *
 * @example
 * parseDuration('1.5s') // 1500
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim())
  const factor = match?.[2] === undefined ? undefined : MILLISECONDS[match[2]]
  return factor === undefined ? undefined : Number(match?.[1]) * factor
}
