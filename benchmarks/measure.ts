/** One figure and what it must be. */
export interface Measure {
  readonly bench: string
  readonly measure: string
  /** Absent when it could not be measured. */
  readonly value?: number
  /** Empty for figures that are only shown beside the others. */
  readonly must: string
  /** A figure that must be something and was not measured does not hold. */
  readonly holds: boolean
  /** Why there is no value. */
  readonly notMeasured?: string
}

/** A figure that must not be above a limit. */
export function atMost(bench: string, measure: string, value: number, limit: number): Measure {
  return { bench, measure, value, must: `<= ${limit}`, holds: value <= limit }
}

/** A figure that must not be below a limit. */
export function atLeast(bench: string, measure: string, value: number, limit: number): Measure {
  return { bench, measure, value, must: `>= ${limit}`, holds: value >= limit }
}

/** A figure that has no limit and explains one that has. */
export function shown(bench: string, measure: string, value: number): Measure {
  return { bench, measure, value, must: '', holds: true }
}

/** What stands in the place of a figure that could not be measured, with the reason; it keeps what it must be. */
export function notMeasured({ bench, measure, must }: Measure, reason: string): Measure {
  return { bench, measure, must, holds: must === '', notMeasured: reason }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
