import type { MatchingRule, RuleList } from '../model/matching-rules.ts'
import type { Failing } from './mismatch.ts'

/** What is wrong by the rules for one place; nothing when any of them may hold and one does. */
export function checkRules<Pair>(
  { combine, rules }: RuleList,
  pair: Pair,
  check: (rule: MatchingRule, pair: Pair) => Failing | undefined,
): readonly Failing[] {
  const failings: Failing[] = []
  for (const rule of rules) {
    const failing = check(rule, pair)
    if (failing !== undefined) failings.push(failing)
    else if (combine === 'OR') return []
  }
  return failings
}

/** The rules for a place that a pact has none for. */
export const EQUALITY: RuleList = { combine: 'AND', rules: [{ match: 'equality' }] }
