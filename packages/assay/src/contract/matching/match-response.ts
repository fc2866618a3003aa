import type { HttpResponse } from '../model/pact.ts'
import type { ActualResponse } from './actual.ts'
import { checkStatusRules } from './check-status.ts'
import { matchHttpPart } from './match-http-part.ts'
import type { Mismatch } from './mismatch.ts'

/**
 * What is wrong with a response that should be the expected one; empty when nothing is. A response
 * may say more than is expected: other headers, other members of objects.
 */
export function matchResponse(expected: HttpResponse, actual: ActualResponse): readonly Mismatch[] {
  return [...matchStatus(expected, actual.status), ...matchHttpPart(expected, actual, true)]
}

function matchStatus({ status, rules }: HttpResponse, actual: number): readonly Mismatch[] {
  const shown = { kind: 'status', where: '', expected: String(status), actual: String(actual) } as const
  if (rules.status !== undefined) {
    return checkStatusRules(rules.status, status, actual).map((failing) => ({ ...shown, ...failing }))
  }
  if (status === actual) return []
  return [{ ...shown, rule: 'equality', sentence: `expected ${status} but was ${actual}` }]
}
