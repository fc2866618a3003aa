import { isName } from './name.ts'
import { Refusal, refuse } from './refusal.ts'
import type { Route } from './route.ts'

/** A route that was found, with what stands in the place of its parameters. */
export interface Match {
  readonly route: Route
  /** The one of the paths that led to it. */
  readonly path: string
  readonly parameters: Readonly<Record<string, string>>
}

interface Pattern {
  readonly segments: readonly string[]
  readonly routes: Map<string, Route>
}

interface Found {
  readonly pattern: Pattern
  readonly segments: readonly string[]
}

/** Names that have slashes more often than not, and that the standard command line does not escape. */
const SLASHED: readonly string[] = [':branch', ':tag']

/**
 * Finds routes by method and path, of which there may be several: the first that leads anywhere. A
 * segment that is written out goes before a parameter.
 */
export function createRouter(
  routes: readonly Route[],
): (method: string, paths: readonly [string, ...string[]]) => Match {
  const byPath = Map.groupBy(routes, ({ path }) => path)
  const patterns: Pattern[] = [...byPath].map(([path, group]) => ({
    segments: path.split('/'),
    routes: new Map(group.map((route) => [route.method, route])),
  }))
  const ordered = patterns.toSorted(
    (left, right) => right.segments.length - left.segments.length || moreExactFirst(left, right),
  )
  return (method, paths) => {
    for (const path of paths) {
      const segments = segmentsOf(path)
      const found = findExact(ordered, segments) ?? findSlashed(ordered, segments)
      if (found !== undefined) return matchOf(found, method, path)
    }
    throw refuse(404, `There is nothing at ${paths[0]}.`)
  }
}

function segmentsOf(path: string): string[] {
  return path
    .replace(/(?<=.)\/+$/, '')
    .split('/')
    .map(decode)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw refuse(400, `The address has a malformed escape: ${segment}`)
  }
}

function findExact(patterns: readonly Pattern[], segments: readonly string[]): Found | undefined {
  const pattern = patterns.find((one) => fits(one, segments))
  return pattern === undefined ? undefined : { pattern, segments }
}

/** Finds `…/branch/feat/new/latest`, in which nobody has escaped the slash of the branch. */
function findSlashed(patterns: readonly Pattern[], segments: readonly string[]): Found | undefined {
  for (const pattern of patterns) {
    const place = pattern.segments.findIndex((part) => SLASHED.includes(part))
    const surplus = segments.length - pattern.segments.length
    if (place === -1 || surplus < 1) continue
    const end = place + surplus + 1
    const joined = segments.toSpliced(place, surplus + 1, segments.slice(place, end).join('/'))
    if (fits(pattern, joined)) return { pattern, segments: joined }
  }
  return undefined
}

function fits({ segments: expected }: Pattern, segments: readonly string[]): boolean {
  return (
    expected.length === segments.length &&
    expected.every((part, index) =>
      part.startsWith(':') ? segments[index] !== '' : part === segments[index],
    )
  )
}

function matchOf({ pattern, segments }: Found, method: string, path: string): Match {
  const route = pattern.routes.get(method === 'HEAD' ? 'GET' : method)
  if (route === undefined) throw wrongMethod(method, path, pattern.routes)
  return { route, path, parameters: parametersOf(pattern, segments) }
}

function parametersOf({ segments: expected }: Pattern, segments: readonly string[]): Record<string, string> {
  const named = expected.flatMap((part, index) =>
    part.startsWith(':') ? [[part.slice(1), segments[index] ?? ''] as const] : [],
  )
  const odd = named.find(([name, value]) => name !== 'metadata' && !isName(value))
  if (odd !== undefined) throw refuse(400, `The ${odd[0]} of the address is no name that can be used.`)
  return Object.fromEntries(named)
}

function moreExactFirst(left: Pattern, right: Pattern): number {
  const shape = ({ segments }: Pattern) => segments.map((part) => (part.startsWith(':') ? '1' : '0')).join('')
  return shape(left) < shape(right) ? -1 : Number(shape(left) > shape(right))
}

function wrongMethod(method: string, path: string, routes: Pattern['routes']): Refusal {
  const allowed = [...routes.keys()].flatMap((one) => (one === 'GET' ? [one, 'HEAD'] : [one])).join(', ')
  return new Refusal(405, {
    message: `${method} is not possible at ${path}; there is ${allowed}.`,
    headers: { allow: allowed },
  })
}
