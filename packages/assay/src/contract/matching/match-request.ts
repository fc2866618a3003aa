import { parseQuery } from '../file/query.ts'
import type { HttpRequest } from '../model/pact.ts'
import type { ActualRequest } from './actual.ts'
import { checkTextRules, equal } from './check-text.ts'
import { matchHttpPart } from './match-http-part.ts'
import { matchQuery } from './match-query.ts'
import { type Mismatch, shorten } from './mismatch.ts'

/**
 * What is wrong with a request that should be the expected one; empty when nothing is. A request
 * must not say more than is expected: no other parameters, no other members of objects.
 *
 * @example
 * matchRequest(expected, { method: 'GET', path: '/users', query: 'id=1', headers: {}, body: undefined })
 */
export function matchRequest(expected: HttpRequest, actual: ActualRequest): readonly Mismatch[] {
  const { query } = actual
  return [
    ...matchMethod(expected.method, actual.method),
    ...matchPath(expected, actual.path),
    ...matchQuery({
      expected: expected.query,
      actual: typeof query === 'string' ? parseQuery(query) : (query ?? {}),
      rules: expected.rules.query,
    }),
    ...matchHttpPart(expected, actual, false),
  ]
}

function matchMethod(expected: string, actual: string): readonly Mismatch[] {
  if (expected.toLowerCase() === actual.toLowerCase()) return []
  const sentence = `Expected method ${expected} but was ${actual}`
  return [{ kind: 'method', where: '', rule: 'equality', expected, actual, sentence }]
}

function matchPath({ path, rules }: HttpRequest, actual: string): readonly Mismatch[] {
  const failings =
    rules.path === undefined
      ? [equal(path, actual)]
      : checkTextRules(rules.path, { expected: path, actual, isCascaded: false })
  return failings.flatMap((failing) => {
    if (failing === undefined) return []
    return [{ kind: 'path', where: '', expected: shorten(path), actual: shorten(actual), ...failing }]
  })
}
