import type { MatchingRule, RuleList } from '../model/matching-rules.ts'
import {
  cannotApply,
  checkContentType,
  checkDate,
  checkIncludes,
  checkPattern,
  checkSemanticVersion,
} from './check-formats.ts'
import { checkRules } from './check-rules.ts'
import { checkStatus } from './check-status.ts'
import { type Failing, inSentence } from './mismatch.ts'

/** The pair of texts that a rule compares: in headers, queries, paths, forms, XML and plain text. */
export interface TextPair {
  readonly expected: string
  readonly actual: string
  readonly isCascaded: boolean
}

/** Why a text does not meet its rules; empty when it does. */
export function checkTextRules(list: RuleList, pair: TextPair): readonly Failing[] {
  return checkRules(list, pair, checkText)
}

/** A text has no type of its own: all texts are of the same type, and numbers in texts are numbers. */
export function checkText(
  rule: MatchingRule,
  { expected, actual, isCascaded }: TextPair,
): Failing | undefined {
  const shown = inSentence(actual)
  switch (rule.match) {
    case 'type':
    case 'min-type':
    case 'max-type':
    case 'min-max-type':
      return undefined
    case 'regex':
      return checkPattern(rule.regex, actual)
    case 'include':
      return checkIncludes(rule.value, actual)
    case 'equality':
      return equal(expected, actual)
    case 'values':
      return equal(expected, actual)
    case 'number':
    case 'decimal':
      return isNumber(actual) ? undefined : failing(rule, `Expected '${shown}' to match a number`)
    case 'integer':
      return /^\+?\d+$/.test(actual)
        ? undefined
        : failing(rule, `Expected '${shown}' to match an integer number`)
    case 'boolean':
      if (actual === 'true' || actual === 'false') return undefined
      return failing(rule, `Expected ${shown} to match a boolean`)
    case 'date':
    case 'time':
    case 'datetime':
      return checkDate(rule, actual)
    case 'status-code':
      return /^\+?\d{1,5}$/.test(actual) ? checkStatus(rule, Number(actual)) : cannotApply(rule, `'${shown}'`)
    case 'not-empty':
      return actual === '' ? failing(rule, "Expected '' (String) to not be empty") : undefined
    case 'semver':
      return checkSemanticVersion(actual)
    case 'content-type':
      return checkContentType(rule.value, Buffer.from(actual))
    case 'each-key':
    case 'each-value':
      return isCascaded ? undefined : cannotApply(rule, `'${shown}'`)
    default:
      return cannotApply(rule, `'${shown}'`)
  }
}

/** The reason that there is no rule for a text, and it is not equal. */
export function equal(expected: string, actual: string): Failing | undefined {
  if (expected === actual) return undefined
  const sentence = `Expected '${inSentence(actual)}' to be equal to '${inSentence(expected)}'`
  return { rule: 'equality', sentence }
}

function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) || /^[+-]?(?:inf|infinity|nan)$/i.test(text)
}

function failing(rule: MatchingRule, sentence: string): Failing {
  return { rule: rule.match, sentence }
}
