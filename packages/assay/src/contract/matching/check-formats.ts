import type { MatchingRule } from '../model/matching-rules.ts'
import { dateProblem } from './date-text.ts'
import type { Failing } from './mismatch.ts'
import { inSentence } from './mismatch.ts'
import { findWhole } from './pattern.ts'
import { isSemanticVersion } from './semantic-version.ts'
import { contentTypeProblem } from './sniff-content-type.ts'

// Rules that look at the text of a value, whatever it is a part of.

type DateRule = Extract<MatchingRule, { readonly format: unknown }>

/**
 * @param shown the value within the sentence, when it is not the text in quotes
 */
export function checkPattern(
  regex: string,
  text: string,
  shown: string = `'${inSentence(text)}'`,
): Failing | undefined {
  const found = findWhole(regex, text)
  if (found.kind === 'found') return undefined
  if (found.kind === 'not-found') return { rule: 'regex', sentence: `Expected ${shown} to match '${regex}'` }
  if (found.kind === 'invalid') {
    return { rule: 'regex', sentence: `'${regex}' is not a valid regular expression - ${found.reason}` }
  }
  const note = `The pattern was given up after ${found.afterMs} ms: it backtracks without end. Remove nested repetitions such as (a+)+.`
  return { rule: 'regex', sentence: `Expected ${shown} to match '${regex}'`, note }
}

export function checkIncludes(
  value: string,
  text: string,
  shown: string = `'${inSentence(text)}'`,
): Failing | undefined {
  if (text.includes(value)) return undefined
  return { rule: 'include', sentence: `Expected ${shown} to include '${value}'` }
}

const DATES = {
  date: { format: 'yyyy-MM-dd', word: 'date' },
  time: { format: 'HH:mm:ss', word: 'time' },
  datetime: { format: "yyyy-MM-dd'T'HH:mm:ssXXX", word: 'timestamp' },
} as const

export function checkDate(rule: DateRule, text: string): Failing | undefined {
  const { format: usual, word } = DATES[rule.match]
  const format = rule.format === undefined || rule.format === '' ? usual : rule.format
  const note = dateProblem(text, format)
  if (note === undefined) return undefined
  const sentence = `Expected '${inSentence(text)}' to match a ${word} pattern of '${format}'`
  return { rule: rule.match, sentence, note }
}

export function checkSemanticVersion(text: string): Failing | undefined {
  if (isSemanticVersion(text)) return undefined
  const sentence = `'${inSentence(text)}' is not a valid semantic version`
  return { rule: 'semver', sentence, note: 'A version is like 1.2.3, 1.2.3-rc.1 or 1.2.3+build.7.' }
}

export function checkContentType(expected: string, bytes: Uint8Array): Failing | undefined {
  const sentence = contentTypeProblem(expected, bytes)
  return sentence === undefined ? undefined : { rule: 'content-type', sentence }
}

/** Why bytes that are not UTF-8 do not meet a rule about texts. */
export const NO_TEXT: Failing = { rule: 'equality', sentence: 'Could not parse actual value as UTF-8 text' }

/** A rule that cannot be applied to such a value, or is not one of the specification. */
export function cannotApply(rule: MatchingRule, shown: string): Failing {
  if (rule.match !== 'unknown') {
    return { rule: rule.match, sentence: `Unable to match ${shown} using the rule '${rule.match}'` }
  }
  return {
    rule: rule.name,
    sentence: `Unable to match ${shown} using the rule '${rule.name}'`,
    note: `No rule of the specification is called "${rule.name}": a later version or a plugin may have it.`,
  }
}
