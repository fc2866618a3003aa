import { isUtf8 } from 'node:buffer'
import type { BodyPair } from './body-part.ts'
import { NO_TEXT } from './check-formats.ts'
import { checkTextRules } from './check-text.ts'
import { textDiff } from './diff.ts'
import { type Failing, inSentence, type Mismatch, shorten } from './mismatch.ts'
import { rulesAtRoot } from './rule-tree.ts'

/** Compares bodies as texts: by the rules for `$`, else they must be the same bytes. */
export function matchTextBody({ expected, actual, rules }: BodyPair): readonly Mismatch[] {
  const { list, isCascaded } = rulesAtRoot(rules)
  if (list === undefined && expected.equals(actual)) return []
  // Bytes that are no UTF-8 become question marks; the comparison of bytes above is not affected.
  const texts = { expected: expected.toString('utf8'), actual: actual.toString('utf8') }
  const shown = { expected: shorten(texts.expected), actual: shorten(texts.actual) }
  const toMismatch = (failing: Failing): Mismatch => ({ kind: 'body', where: '$', ...shown, ...failing })
  if (list !== undefined) {
    if (!isUtf8(actual)) return [toMismatch(NO_TEXT)]
    return checkTextRules(list, { ...texts, isCascaded }).map(toMismatch)
  }
  const sentence = `Expected body '${inSentence(texts.expected)}' to match '${inSentence(texts.actual)}' using equality but did not match`
  const diff = textDiff(texts.expected, texts.actual)
  const unequal = toMismatch({ rule: 'equality', sentence })
  return [diff === undefined ? unequal : { ...unequal, diff }]
}
