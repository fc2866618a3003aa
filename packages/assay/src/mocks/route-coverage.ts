import { fits, type Segment, shapeOf } from '../openapi/path-template.ts'
import type { RoutePattern } from './route-pattern.ts'

/** Whether a pattern is for all requests of another, for none of them, or for some. */
export type Coverage = 'all' | 'none' | 'some'

/** How many of the requests with a method that another pattern is for a pattern is for, too. */
export function coverageOf(pattern: RoutePattern, method: string, other: readonly Segment[]): Coverage {
  if (pattern.method !== 'ANY' && pattern.method !== method) return 'none'
  const length = Math.max(pattern.segments.length, other.length)
  let coverage: Coverage = 'all'
  for (let index = 0; index < length; index += 1) {
    const own = pattern.segments[index]
    const theirs = other[index]
    if (own === undefined || theirs === undefined) return 'none'
    if (own.kind === 'rest') return coverage
    if (theirs.kind === 'rest') return 'some'
    const ofSegment = coverageOfSegment(own, theirs)
    if (ofSegment === 'none') return 'none'
    if (ofSegment === 'some') coverage = 'some'
  }
  return coverage
}

function coverageOfSegment(own: Segment, theirs: Segment): Coverage {
  if (theirs.kind === 'literal') return fits(own, theirs.text) ? 'all' : 'none'
  if (own.kind === 'parameter') return 'all'
  if (own.kind === 'literal') return fits(theirs, own.text) ? 'some' : 'none'
  return shapeOf([own]) === shapeOf([theirs]) ? 'all' : 'some'
}
