import type { MatchingRule, RuleList, StatusClass } from '../model/matching-rules.ts'
import { cannotApply, checkIncludes, checkPattern } from './check-formats.ts'
import { checkRules } from './check-rules.ts'
import type { Failing } from './mismatch.ts'

/** Why a status does not meet its rules; empty when it does. */
export function checkStatusRules(list: RuleList, expected: number, actual: number): readonly Failing[] {
  return checkRules(list, { expected, actual }, checkStatusRule)
}

interface StatusPair {
  readonly expected: number
  readonly actual: number
}

function checkStatusRule(rule: MatchingRule, { expected, actual }: StatusPair): Failing | undefined {
  switch (rule.match) {
    case 'type':
    case 'min-type':
    case 'max-type':
    case 'min-max-type':
    case 'number':
    case 'integer':
      return undefined
    case 'equality':
      if (expected === actual) return undefined
      return { rule: rule.match, sentence: `Expected ${actual} to be equal to ${expected}` }
    case 'regex':
      return checkPattern(rule.regex, String(actual), String(actual))
    case 'include':
      return checkIncludes(rule.value, String(actual), String(actual))
    case 'decimal':
      return { rule: rule.match, sentence: `Expected ${actual} to match a decimal number` }
    case 'status-code':
      return checkStatus(rule, actual)
    default:
      return cannotApply(rule, String(actual))
  }
}

const CLASSES: Readonly<
  Record<StatusClass, { readonly from: number; readonly to: number; readonly name: string }>
> = {
  info: { from: 100, to: 199, name: 'Informational response (100–199)' },
  success: { from: 200, to: 299, name: 'Successful response (200–299)' },
  redirect: { from: 300, to: 399, name: 'Redirect (300–399)' },
  clientError: { from: 400, to: 499, name: 'Client error (400–499)' },
  serverError: { from: 500, to: 599, name: 'Server error (500–599)' },
  nonError: { from: 0, to: 399, name: 'Non-error response (< 400)' },
  error: { from: 400, to: Number.POSITIVE_INFINITY, name: 'Error response (>= 400)' },
}

type StatusRule = Extract<MatchingRule, { readonly match: 'status-code' }>

export function checkStatus(rule: StatusRule, actual: number): Failing | undefined {
  const { status } = rule
  const failing = (expected: string) => ({
    rule: rule.match,
    sentence: `Expected status code ${actual} to be a ${expected}`,
  })
  if (typeof status !== 'string') {
    return status.includes(actual) ? undefined : failing(status.join(', '))
  }
  const { from, to, name } = CLASSES[status]
  return actual >= from && actual <= to ? undefined : failing(name)
}
