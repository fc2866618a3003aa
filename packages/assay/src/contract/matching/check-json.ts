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
import {
  type ExactJson,
  isEqualJson,
  isNumberKind,
  isSameType,
  jsonText,
  kindOf,
  plainText,
  quoted,
} from './json-value.ts'
import { type Failing, inSentence } from './mismatch.ts'

/** The pair that a rule compares. */
export interface JsonPair {
  readonly expected: ExactJson
  readonly actual: ExactJson
  /** Whether the rule is one for a place above. */
  readonly isCascaded: boolean
}

/** Why a JSON value that is no list or object on both sides does not meet its rules; empty when it does. */
export function checkJsonRules(list: RuleList, pair: JsonPair): readonly Failing[] {
  return checkRules(list, pair, checkJson)
}

function checkJson(rule: MatchingRule, pair: JsonPair): Failing | undefined {
  const { expected, actual } = pair
  switch (rule.match) {
    case 'type':
      return isSameType(expected, actual) ? undefined : otherType(rule.match, pair)
    case 'min-type':
    case 'max-type':
    case 'min-max-type':
      return isSameType(expected, actual) ? checkLength(rule, pair) : otherType(rule.match, pair)
    case 'regex':
      return checkPattern(rule.regex, plainText(actual))
    case 'include':
      return checkIncludes(rule.value, plainText(actual))
    case 'equality':
    case 'values':
      if (isEqualJson(expected, actual)) return undefined
      return {
        rule: rule.match,
        sentence: `Expected ${described(actual)} to be equal to ${described(expected)}`,
      }
    case 'date':
    case 'time':
    case 'datetime':
      return checkDate(rule, actual === null ? '' : plainText(actual))
    case 'content-type':
      return checkContentType(rule.value, bytesOf(actual))
    case 'semver':
      if (typeof actual === 'string') return checkSemanticVersion(actual)
      return failing(
        rule,
        `Expected something that matches a semantic version, but got '${inSentence(jsonText(actual))}'`,
      )
    case 'not-empty':
      return checkNotEmpty(actual)
    case 'array-contains':
    case 'status-code':
    case 'each-key':
    case 'each-value':
      return undefined
    case 'unknown':
      return cannotApply(rule, described(actual))
    case 'null':
    case 'integer':
    case 'decimal':
    case 'number':
    case 'boolean':
      return checkKind(rule.match, actual)
  }
}

const KIND_WORDS = {
  null: 'to be a null value',
  integer: 'to be an integer',
  decimal: 'to be a decimal number',
  number: 'to be a number',
  boolean: 'to match a boolean',
} as const

type KindMatch = keyof typeof KIND_WORDS

function checkKind(match: KindMatch, actual: ExactJson): Failing | undefined {
  if (isOfKind(match, actual)) return undefined
  return { rule: match, sentence: `Expected ${described(actual)} ${KIND_WORDS[match]}` }
}

function isOfKind(match: KindMatch, actual: ExactJson): boolean {
  const kind = kindOf(actual)
  switch (match) {
    case 'null':
      return kind === 'Null'
    case 'integer':
      return kind === 'Integer'
    case 'decimal':
      return kind === 'Decimal'
    case 'number':
      return isNumberKind(kind)
    case 'boolean':
      return kind === 'Boolean' || actual === 'true' || actual === 'false'
  }
}

type LengthRule = Extract<MatchingRule, { readonly match: 'min-type' | 'max-type' | 'min-max-type' }>

/** Only alternatives come here with lists: both sides lists are compared item by item elsewhere. */
function checkLength(rule: LengthRule, { actual, isCascaded }: JsonPair): Failing | undefined {
  if (isCascaded || !Array.isArray(actual)) return undefined
  const shown = inSentence(jsonText(actual))
  if ('min' in rule && actual.length < rule.min) {
    return failing(rule, `Expected '${shown}' to have at least ${rule.min} item(s)`)
  }
  if ('max' in rule && actual.length > rule.max) {
    return failing(rule, `Expected '${shown}' to have at most ${rule.max} item(s)`)
  }
  return undefined
}

function checkNotEmpty(actual: ExactJson): Failing | undefined {
  if (actual === null) return { rule: 'not-empty', sentence: 'Expected non-empty value but got a NULL' }
  const isEmpty =
    actual === '' ||
    (typeof actual === 'object' && isListOrObject(actual) && Object.keys(actual).length === 0)
  return isEmpty
    ? { rule: 'not-empty', sentence: `Expected ${described(actual)} to not be empty` }
    : undefined
}

function isListOrObject(value: ExactJson): boolean {
  const kind = kindOf(value)
  return kind === 'Array' || kind === 'Object'
}

/** The sentence for a value of another type. */
export function otherTypeSentence(expected: ExactJson, actual: ExactJson): string {
  return `Expected ${described(actual)} to be the same type as ${described(expected)}`
}

function otherType(rule: string, { expected, actual }: JsonPair): Failing {
  return { rule, sentence: otherTypeSentence(expected, actual) }
}

function failing(rule: MatchingRule, sentence: string): Failing {
  return { rule: rule.match, sentence }
}

/** `'a' (String)`, `100 (Integer)`. */
function described(value: ExactJson): string {
  return `${inSentence(quoted(value))} (${kindOf(value)})`
}

/** Binary data stands in JSON as Base64. */
function bytesOf(actual: ExactJson): Uint8Array {
  const isBase64 =
    typeof actual === 'string' &&
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(actual)
  return Buffer.from(plainText(actual), isBase64 ? 'base64' : 'utf8')
}
