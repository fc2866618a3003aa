import { nearest } from '../base/nearest.ts'
import { decodeLoosely } from '../openapi/decode-loosely.ts'
import { describeValue } from '../openapi/json.ts'
import { fits, type Segment } from '../openapi/path-template.ts'
import { unmetConditions } from './condition.ts'
import { type Received, toRequest } from './received.ts'
import type { Route } from './route.ts'

/** A route that a request nearly matched. */
export interface NearMiss {
  readonly route: string
  /** Why it did not, each reason one line. */
  readonly reasons: readonly string[]
}

const MOST_NEAR = 3
/** One thing that is different counts 1, something spelt nearly right a half. */
const FARTHEST = 2
/** How much farther than the nearest route another one may be, to be worth telling. */
const SPREAD = 0.5

/** The routes nearest to a request that none of them is for, nearest first. */
export function nearMisses(routes: readonly Route[], received: Received): NearMiss[] {
  const misses = routes
    .map((route) => missOf(route, received))
    .filter(({ distance }) => distance <= FARTHEST)
    .sort((left, right) => left.distance - right.distance)
  const farthest = (misses[0]?.distance ?? 0) + SPREAD
  return misses
    .filter(({ distance }) => distance <= farthest)
    .slice(0, MOST_NEAR)
    .map(({ route, reasons }) => ({ route, reasons }))
}

interface Miss extends NearMiss {
  readonly distance: number
}

function missOf({ pattern, conditions }: Route, received: Received): Miss {
  const path = pathDifference(pattern.segments, received.path)
  const reasons = [...path.reasons]
  let { distance } = path
  const { method } = pattern
  if (method !== 'ANY' && method !== received.method) {
    reasons.unshift(`method: expected ${method}, got ${received.method}`)
    distance += 1
  }
  if (conditions !== undefined && path.distance === 0) {
    const unmet = unmetConditions(conditions, toRequest(received, pattern.segments))
    reasons.push(...unmet)
    distance += unmet.length / 2
  }
  return { route: pattern.text, reasons, distance }
}

function pathDifference(
  segments: readonly Segment[],
  path: string,
): { readonly distance: number; readonly reasons: string[] } {
  const parts = path.slice(1).split('/').map(decodeLoosely)
  const hasRest = segments.at(-1)?.kind === 'rest'
  if (hasRest ? parts.length < segments.length : parts.length !== segments.length) {
    const expected = `${hasRest ? 'at least ' : ''}${segments.length} ${segments.length === 1 ? 'segment' : 'segments'}`
    const reason = `path: expected ${expected}, got ${parts.length}${path.endsWith('/') ? ' (it ends with "/")' : ''}`
    const common = segments.filter((segment, index) => fits(segment, parts[index] ?? '')).length
    const missing = Math.max(segments.length, parts.length) - common
    return { distance: missing, reasons: [reason] }
  }
  const unfit = segments.flatMap((segment, index) => {
    const part = parts[index] ?? ''
    return fits(segment, part) ? [] : [{ segment, part }]
  })
  return {
    distance: unfit.reduce(
      (sum, { segment, part }) => sum + (nearest(part, [segment.text]) === undefined ? 1 : 0.5),
      0,
    ),
    reasons: unfit.map(
      ({ segment, part }) => `path: expected ${describeSegment(segment)}, got ${describeValue(part)}`,
    ),
  }
}

function describeSegment({ kind, text }: Segment): string {
  return kind === 'literal' ? `"${text}"` : text
}
