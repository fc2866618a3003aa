import { isDeepStrictEqual } from 'node:util'
import { createPathIndex } from '../openapi/path-index.ts'
import { unmetConditions } from './condition.ts'
import { type Received, toRequest } from './received.ts'
import type { Route } from './route.ts'

/** Routes in the order of precedence that is documented at {@link Stub.on}. */
export interface RouteTable {
  /** A route replaces one that is for exactly the same requests. */
  add(route: Route): void
  /** The route that answers a request. */
  select(received: Received): Route | undefined
  /** All of them, in no particular order. */
  all(): Route[]
}

export function createRouteTable(): RouteTable {
  const index = createPathIndex<Route[]>()
  const lists = new Set<Route[]>()
  return {
    add(route) {
      const list = index.getOrInsert(route.pattern.segments, () => [])
      lists.add(list)
      const equal = list.findIndex((other) => isForTheSame(other, route))
      if (equal !== -1) list.splice(equal, 1)
      const position = list.findIndex((other) => rankOf(route) <= rankOf(other))
      list.splice(position === -1 ? list.length : position, 0, route)
    },
    select: (received) => index.find(received.path, (list) => firstAccepting(list, received)),
    all: () => [...lists].flat(),
  }
}

function firstAccepting(list: readonly Route[], received: Received): Route | undefined {
  for (const route of list) if (accepts(route, received)) return route
  return undefined
}

function isForTheSame(left: Route, right: Route): boolean {
  return left.method === right.method && isDeepStrictEqual(left.conditions, right.conditions)
}

/** Routes of one path: `HEAD` before other methods, which may stand in for it, `ANY` last; conditions first. */
function rankOf({ method, conditions }: Route): number {
  const ofMethod = method === 'ANY' ? 4 : method === 'HEAD' ? 0 : 2
  return ofMethod + (conditions === undefined ? 1 : 0)
}

function accepts({ method, pattern, conditions }: Route, received: Received): boolean {
  const isMethod =
    method === received.method || method === 'ANY' || (method === 'GET' && received.method === 'HEAD')
  if (!isMethod) return false
  return (
    conditions === undefined ||
    unmetConditions(conditions, toRequest(received, pattern.segments)).length === 0
  )
}
