import { isUtf8 } from 'node:buffer'
import type { MatchingRule } from '../model/matching-rules.ts'
import type { BodyPair } from './body-part.ts'
import { cannotApply, checkContentType, NO_TEXT } from './check-formats.ts'
import { checkRules } from './check-rules.ts'
import { checkText } from './check-text.ts'
import { formatContentType } from './content-type.ts'
import type { Failing, Mismatch } from './mismatch.ts'
import { rulesAtRoot } from './rule-tree.ts'

/** Compares bodies as bytes: by the rules for `$`, else they must be the same. */
export function matchBinaryBody(pair: BodyPair): readonly Mismatch[] {
  const { expected, actual } = pair
  const { list } = rulesAtRoot(pair.rules)
  const failings = list === undefined ? equalBytes(pair) : checkRules(list, pair, checkBytes)
  const shown = { expected: shownBytes(expected), actual: shownBytes(actual) }
  return failings.map((failing) => ({ kind: 'body', where: '$', ...shown, ...failing }))
}

function equalBytes({ expected, actual, expectedType, actualType }: BodyPair): readonly Failing[] {
  if (expected.equals(actual)) return []
  const described = (type: string, bytes: Buffer) =>
    `[${type}, ${bytes.length} bytes, starting with ${startOf(bytes)}]`
  const sentence = `Actual body ${described(formatContentType(actualType), actual)} is not equal to the expected body ${described(formatContentType(expectedType), expected)}`
  return [{ rule: 'equality', sentence }]
}

function checkBytes(rule: MatchingRule, { expected, actual }: BodyPair): Failing | undefined {
  switch (rule.match) {
    case 'type':
    case 'min-type':
    case 'max-type':
    case 'min-max-type':
      return undefined
    case 'content-type':
      return checkContentType(rule.value, actual)
    case 'equality': {
      if (expected.equals(actual)) return undefined
      return {
        rule: rule.match,
        sentence: `Expected ${shownBytes(actual)} to be equal to ${shownBytes(expected)}`,
      }
    }
    case 'not-empty':
      return actual.length > 0
        ? undefined
        : { rule: rule.match, sentence: 'Expected [] (0 bytes) to not be empty' }
    case 'regex':
    case 'include':
      return isUtf8(actual)
        ? checkText(rule, { expected: '', actual: actual.toString('utf8'), isCascaded: false })
        : NO_TEXT
    default:
      return cannotApply(rule, shownBytes(actual))
  }
}

const STARTING_BYTES = 32

function startOf(bytes: Buffer): string {
  return bytes.subarray(0, STARTING_BYTES).toString('hex')
}

function shownBytes(bytes: Buffer): string {
  return `${startOf(bytes)}${bytes.length > STARTING_BYTES ? '…' : ''} (${bytes.length} bytes)`
}
