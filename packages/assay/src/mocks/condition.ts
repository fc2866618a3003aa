import { differences, textDifferences } from './partial-match.ts'
import type { ReceivedRequest } from './received.ts'

/**
 * What a request must have for a route to answer it, besides the method and the path. What is
 * expected is a part of what may be there; regular expressions and matchers of Vitest are understood.
 */
export interface Conditions {
  readonly query?: Readonly<Record<string, unknown>>
  /** By name, in any case. */
  readonly headers?: Readonly<Record<string, unknown>>
  /** A part of the parsed body, or a function that says whether the body will do. */
  readonly body?: object | string | number | boolean | null | BodyCondition
}

export type BodyCondition = (body: unknown, request: ReceivedRequest) => boolean

/** Which conditions a request does not meet, each with what was there. Empty: it meets them all. */
export function unmetConditions(conditions: Conditions, request: ReceivedRequest): string[] {
  const { query, headers, body } = conditions
  return [
    ...(query === undefined ? [] : textDifferences(request.query, query, 'query')),
    ...(headers === undefined ? [] : textDifferences(request.headers, inLowerCase(headers), 'headers')),
    ...(body === undefined ? [] : bodyDifferences(request, body)),
  ]
}

function bodyDifferences(request: ReceivedRequest, expected: Conditions['body']): string[] {
  if (!isFunction(expected)) return differences(request.body, expected, 'body')
  return expected(request.body, request)
    ? []
    : [`body: the condition ${expected.name || '(a function)'} does not hold`]
}

function isFunction(expected: Conditions['body']): expected is BodyCondition {
  return typeof expected === 'function'
}

/** Header names in the one case in which requests are kept. */
export function inLowerCase(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
