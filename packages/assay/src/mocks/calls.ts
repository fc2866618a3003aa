import { configurationError } from '../errors/assay-error.ts'
import type { Journal } from './journal.ts'
import { type Call, type Received, toCall } from './received.ts'
import { coverageOf } from './route-coverage.ts'
import { isFor, parseRoute, type RoutePattern } from './route-pattern.ts'
import { type Bounded, withDropped } from './unexpected-request.ts'

/** The calls of a journal, or those that a route is for; the parameters are named as that route does. */
export function callsIn(journal: Journal, route: string | undefined): readonly Call[] & Bounded {
  const pattern = route === undefined ? undefined : parseRoute(route)
  const calls = matching(journal, pattern).map((received) =>
    toCall(received, pattern?.segments ?? received.pattern?.segments ?? []),
  )
  const dropped = journal
    .dropped()
    .filter((group) => pattern === undefined || coverage(pattern, group) !== 'none')
  return withDropped(
    calls,
    dropped.reduce((sum, { count }) => sum + count, 0),
  )
}

/** @throws AssayError `stub_calls_dropped` */
export function countIn(journal: Journal, stub: string, route: string | undefined): number {
  const pattern = route === undefined ? undefined : parseRoute(route)
  let count = matching(journal, pattern).length
  for (const group of journal.dropped()) {
    const share = pattern === undefined ? 'all' : coverage(pattern, group)
    if (share === 'some') throw uncountable(stub, route ?? '', group.count)
    if (share === 'all') count += group.count
  }
  return count
}

function matching(journal: Journal, pattern: RoutePattern | undefined): readonly Received[] {
  const entries = journal.entries()
  return pattern === undefined ? entries : entries.filter((received) => isFor(pattern, received))
}

/** Of requests that nothing answered only the method is remembered. */
function coverage(pattern: RoutePattern, group: ReturnType<Journal['dropped']>[number]) {
  if (group.segments !== undefined) return coverageOf(pattern, group.method, group.segments)
  return pattern.method === 'ANY' || pattern.method === group.method ? 'some' : 'none'
}

function uncountable(stub: string, route: string, count: number) {
  return configurationError({
    code: 'stub_calls_dropped',
    message: `Stub "${stub}" cannot say how often ${route} was called: among the calls that are no longer kept, ${count} may have been.`,
    fix: 'start the stub with a larger journalSize, or ask for the route that answered them',
  })
}
