/** One measured figure and what it must be. */
export interface Measure {
  readonly bench: string
  readonly measure: string
  readonly value: number
  /** Empty for figures that are only shown beside the others. */
  readonly must: string
  readonly holds: boolean
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

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
