const SPAN_SHARE = 0.2
const REACHED_SHARE = 0.9
const LEAST_SAMPLES = 5

/**
 * The places of the samples that reach the limit and keep at it: within a stretch of a fifth of
 * all, nine of ten do, so one that falls below does not end it. A burst that is shorter than a
 * fifth is not there, nor are many that only together are as long. Empty when nothing was
 * sustained, and when there are too few samples to tell.
 */
export function sustained(values: readonly number[], limit: number): number[] {
  if (values.length < LEAST_SAMPLES) return []
  const span = Math.ceil(values.length * SPAN_SHARE)
  const needed = Math.ceil(span * REACHED_SHARE)
  const isKept = new Array<boolean>(values.length).fill(false)
  let reached = 0
  let keptTo = 0
  for (let end = 1; end <= values.length; end += 1) {
    if (values[end - 1]! >= limit) reached += 1
    if (end > span && values[end - span - 1]! >= limit) reached -= 1
    if (end < span || reached < needed) continue
    isKept.fill(true, Math.max(keptTo, end - span), end)
    keptTo = end
  }
  const places = values.flatMap((value, place) => (isKept[place] && value >= limit ? [place] : []))
  return places.length < values.length * SPAN_SHARE ? [] : places
}
