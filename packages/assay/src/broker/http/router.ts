import { Refusal, refuse } from './refusal.ts'
import type { Route } from './route.ts'

/** A route that was found, with what stands in the place of its parameters. */
export interface Match {
  readonly route: Route
  readonly parameters: Readonly<Record<string, string>>
}

interface Pattern {
  readonly segments: readonly string[]
  readonly routes: Map<string, Route>
}

/** Finds routes by method and path; a segment that is written out goes before a parameter. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match {
  const byPath = Map.groupBy(routes, ({ path }) => path)
  const patterns: Pattern[] = [...byPath].map(([path, group]) => ({
    segments: path.split('/'),
    routes: new Map(group.map((route) => [route.method, route])),
  }))
  const byLength = Map.groupBy(patterns.toSorted(moreExactFirst), ({ segments }) => segments.length)
  return (method, path) => {
    const segments = path
      .replace(/(?<=.)\/+$/, '')
      .split('/')
      .map(decode)
    const found = byLength.get(segments.length)?.find((pattern) => fits(pattern, segments))
    if (found === undefined) throw refuse(404, `There is nothing at ${path}.`)
    const route = found.routes.get(method === 'HEAD' ? 'GET' : method)
    if (route === undefined) throw wrongMethod(method, path, [...found.routes.keys()])
    return { route, parameters: parametersOf(found, segments) }
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw refuse(400, `The address has a malformed escape: ${segment}`)
  }
}

function fits({ segments: expected }: Pattern, segments: readonly string[]): boolean {
  return expected.every((part, index) =>
    part.startsWith(':') ? segments[index] !== '' : part === segments[index],
  )
}

function parametersOf({ segments: expected }: Pattern, segments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    expected.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), segments[index] ?? '']] : [])),
  )
}

function moreExactFirst(left: Pattern, right: Pattern): number {
  const shape = ({ segments }: Pattern) => segments.map((part) => (part.startsWith(':') ? '1' : '0')).join('')
  return shape(left) < shape(right) ? -1 : Number(shape(left) > shape(right))
}

function wrongMethod(method: string, path: string, allowed: readonly string[]): Refusal {
  const message = `${method} is not possible at ${path}; there is ${allowed.join(', ')}.`
  return new Refusal(405, { message, headers: { allow: allowed.join(', ') } })
}
