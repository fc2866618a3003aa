import type { Answer, AnswerFunction, AnswerSource } from './answer.ts'
import type { DescribedRequest, DocumentedRoutes } from './documented-routes.ts'
import { type NearMiss, nearMisses } from './near-miss.ts'
import { invalidAnswer, type PreparedAnswer, prepareAnswer } from './prepare-answer.ts'
import type { Received } from './received.ts'
import { createRoute, type Route } from './route.ts'
import { parseRoute, type RoutePattern } from './route-pattern.ts'
import { createRouteTable } from './route-table.ts'
import type { ConditionalRoute } from './stub-options.ts'

/** The routes of a stub: those a test registers come before those of the OpenAPI document. */
export interface StubRoutes {
  add(route: string | ConditionalRoute, source: AnswerSource): void
  /** Makes what a function answered ready, held to the document as the answers of `add` are. */
  prepare(answer: Answer, pattern: RoutePattern, received: Received): PreparedAnswer
  select(received: Received): Route | undefined
  near(received: Received): NearMiss[]
  /** Forgets the routes a test has registered. */
  reset(): void
}

export function createStubRoutes(documented: DocumentedRoutes | undefined): StubRoutes {
  const fallback = createRouteTable()
  for (const route of documented?.routes ?? []) fallback.add(route)
  let registered = createRouteTable()

  function held(answer: Answer, pattern: RoutePattern, received?: Received): PreparedAnswer {
    const request = describeRequests(pattern, received)
    const allowed = request === undefined ? answer : (documented?.hold(answer, request) ?? answer)
    return prepareAnswer(allowed, pattern.text)
  }

  return {
    add(route, source) {
      const { route: text, when } = typeof route === 'string' ? { route, when: undefined } : route
      const pattern = parseRoute(text)
      const [first, ...others] = stepsOf(source).map((step) =>
        typeof step === 'function' ? step : held(step, pattern),
      )
      if (first === undefined) throw invalidAnswer(pattern.text, 'the list of answers is empty')
      registered.add(createRoute(pattern, when, [first, ...others]))
    },
    prepare: held,
    select: (received) => registered.select(received) ?? fallback.select(received),
    near: (received) => nearMisses([...registered.all(), ...fallback.all()], received),
    reset() {
      registered = createRouteTable()
    },
  }
}

function stepsOf(source: AnswerSource): readonly (Answer | AnswerFunction)[] {
  return isList(source) ? source : [source]
}

function isList(source: AnswerSource): source is readonly (Answer | AnswerFunction)[] {
  return Array.isArray(source)
}

/**
 * What is known of the requests a route answers: of the one that came, or, when a route is registered,
 * of any that may come. `undefined` when those may be for several operations.
 */
function describeRequests(pattern: RoutePattern, received?: Received): DescribedRequest | undefined {
  const { method, segments, text } = pattern
  const isExact = method !== 'ANY' && segments.every(({ kind }) => kind !== 'rest')
  if (received !== undefined) {
    return { method: method === 'ANY' ? received.method : method, path: received.path, route: text, isExact }
  }
  if (!isExact) return undefined
  const parts = segments.map((segment) =>
    segment.kind === 'literal'
      ? encodeURIComponent(segment.text)
      : segment.text.replaceAll(/\{[^{}]+\}/g, 'x'),
  )
  return { method, path: `/${parts.join('/')}`, route: text, isExact }
}
