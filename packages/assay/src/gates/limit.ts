import { formatDuration } from '../base/duration.ts'
import type { LimitedMeasure, Thresholds } from '../model/gate.ts'

/** A threshold in the base unit of its measure. */
export interface ParsedLimit {
  readonly operator: '<' | '<=' | '>' | '>='
  readonly value: number
  /** As people read it: `<= 0`, `< 100 ms`. */
  readonly shown: string
}

const UNIT_FACTORS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, MB: 1_000_000 }

/** A number limits a count: at least for `minTests`, at most for all others. */
export function parseLimit(
  measure: LimitedMeasure,
  threshold: NonNullable<Thresholds[LimitedMeasure]>,
): ParsedLimit {
  if (typeof threshold === 'number') {
    const operator = measure === 'minTests' ? '>=' : '<='
    return { operator, value: threshold, shown: `${operator} ${threshold}` }
  }
  const match = /^(<=|>=|<|>)(\d+(?:\.\d+)?)(\D*)$/.exec(threshold)
  const operator = match?.[1] as ParsedLimit['operator']
  const unit = match?.[3] ?? ''
  const value = Number(match?.[2]) * (UNIT_FACTORS[unit] ?? 1)
  const isTime = unit === 'ms' || unit === 's' || unit === 'm'
  return { operator, value, shown: `${operator} ${isTime ? formatDuration(value) : `${match?.[2]}${unit}`}` }
}

export function holds(value: number, { operator, value: limit }: ParsedLimit): boolean {
  if (operator === '<') return value < limit
  if (operator === '<=') return value <= limit
  return operator === '>' ? value > limit : value >= limit
}
