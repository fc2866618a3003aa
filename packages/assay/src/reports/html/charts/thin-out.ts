/** A value and when it was measured, in milliseconds from the start of the scenario. */
export interface Point {
  readonly atMs: number
  readonly value: number
}

/** A point whose value could not be measured is a gap in its line. */
export interface MaybePoint {
  readonly atMs: number
  readonly value: number | undefined
}

/** More points than pixels tell nothing more. */
export const MAX_POINTS = 300

/**
 * About `most` of the points, or all of fewer: of each stretch its lowest and its highest, in their
 * order. Every one that is left was measured, and no peak and no dip is lost; nothing is averaged. A
 * gap stays where a whole stretch has no value.
 */
export function thinOut(points: readonly MaybePoint[], most = MAX_POINTS): MaybePoint[] {
  if (points.length <= most) return [...points]
  const stretch = Math.ceil((points.length * 2) / most)
  const kept: MaybePoint[] = []
  for (let start = 0; start < points.length; start += stretch) {
    kept.push(...extremesOf(points.slice(start, start + stretch)))
  }
  return kept
}

/** Points that follow each other without a gap. */
export function runsOf(points: readonly MaybePoint[]): Point[][] {
  const runs: Point[][] = []
  let isOpen = false
  for (const { atMs, value } of points) {
    if (value !== undefined) {
      if (!isOpen) runs.push([])
      runs.at(-1)!.push({ atMs, value })
    }
    isOpen = value !== undefined
  }
  return runs
}

/** The highest value of any point, or 0. */
export function highestOf(points: readonly MaybePoint[]): number {
  return points.reduce((highest, { value = 0 }) => Math.max(highest, value), 0)
}

function extremesOf(points: readonly MaybePoint[]): MaybePoint[] {
  const measured = points.filter((point): point is Point => point.value !== undefined)
  if (measured.length === 0) return points.slice(0, 1)
  const lowest = measured.reduce((least, point) => (point.value < least.value ? point : least))
  const highest = measured.reduce((most, point) => (point.value > most.value ? point : most))
  if (lowest === highest) return [lowest]
  return lowest.atMs < highest.atMs ? [lowest, highest] : [highest, lowest]
}
