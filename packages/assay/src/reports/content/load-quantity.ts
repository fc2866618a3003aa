import { formatDuration } from '../../base/duration.ts'

const WHOLE = new Intl.NumberFormat('en')

/**
 * Writes a latency: as fine as a few figures can say, in the unit that fits.
 *
 * @example
 * formatLatency(0.342) // '0.34 ms'
 * formatLatency(1_240) // '1.24 s'
 */
export function formatLatency(ms: number): string {
  if (ms === 0) return '0 ms'
  if (ms < 1) return `${ms.toFixed(2)} ms`
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_995) return `${(ms / 1_000).toFixed(2)} s`
  return formatDuration(ms)
}

/** A number of things, with its thousands apart. */
export function formatCount(count: number): string {
  return WHOLE.format(Math.round(count))
}

/** How often something happens in a second, without the unit: `1,204`, `49.9`, `0.25`. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0'
  if (perSecond < 9.95) return perSecond.toFixed(2)
  return perSecond < 99.95 ? perSecond.toFixed(1) : formatCount(perSecond)
}

/** A share of a whole: `97 %`, `0.4 %`, and never 0 % for what is not nothing. */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent === 0) return '0 %'
  if (percent < 0.01) return '< 0.01 %'
  if (percent < 0.95) return `${percent.toFixed(2)} %`
  return `${percent < 9.95 ? percent.toFixed(1) : Math.round(percent)} %`
}

/** CPU as cores: `1.42`. */
export function formatCores(cores: number): string {
  return cores < 10 ? cores.toFixed(2) : cores.toFixed(1)
}

/** A size in units of a thousand: `96 MB`, `1.3 GB`. */
export function formatBytes(sizeBytes: number): string {
  const size = Math.abs(sizeBytes)
  const sign = sizeBytes < 0 ? '−' : ''
  const [unit, factor] = size >= 1e9 ? ['GB', 1e9] : size >= 1e6 ? ['MB', 1e6] : ['kB', 1e3]
  const value = size / factor
  return `${sign}${value < 9.95 ? value.toFixed(1) : formatCount(value)} ${unit}`
}
