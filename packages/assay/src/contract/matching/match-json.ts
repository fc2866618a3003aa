import type { RulesByPath } from '../model/matching-rules.ts'
import { checkJsonRules, otherTypeSentence } from './check-json.ts'
import { EQUALITY } from './check-rules.ts'
import { type ExactJson, ExactNumber, type ExactObject } from './json-value.ts'
import { type Pair, report, type Walk } from './json-walk.ts'
import { compareLists } from './match-json-lists.ts'
import { compareObjects } from './match-json-objects.ts'
import type { Mismatch } from './mismatch.ts'
import { type RulePlace, rulesAtRoot } from './rule-tree.ts'

/** How two JSON values are compared. */
export interface JsonMatching {
  readonly rules: RulesByPath | undefined
  /** A response may say more than is expected; a request may not. */
  readonly areExtrasAllowed: boolean
}

/** Compares a JSON value with what is expected. The cost is that of one walk along both. */
export function matchJson(
  expected: ExactJson,
  actual: ExactJson,
  matching: JsonMatching,
): readonly Mismatch[] {
  const walk: Walk = {
    areExtrasAllowed: matching.areExtrasAllowed,
    path: [],
    mismatches: [],
    isTrial: false,
    compare,
  }
  compare(walk, rulesAtRoot(matching.rules), { expected, actual })
  return walk.mismatches
}

function compare(walk: Walk, place: RulePlace, pair: Pair): void {
  const { expected, actual } = pair
  if (typeof expected !== 'object' || expected === null || expected instanceof ExactNumber) {
    compareValues(walk, place, pair)
    return
  }
  const isList = Array.isArray(expected)
  const isSameKind =
    typeof actual === 'object' &&
    actual !== null &&
    !(actual instanceof ExactNumber) &&
    isList === Array.isArray(actual)
  if (!isSameKind) {
    report(walk, pair, () => ({
      rule: 'type',
      sentence: `Type mismatch: ${otherTypeSentence(expected, actual)}`,
    }))
  } else if (isList) {
    compareLists(walk, place, pair as Pair<readonly ExactJson[]>)
  } else {
    compareObjects(walk, place, pair as Pair<ExactObject>)
  }
}

function compareValues(walk: Walk, place: RulePlace, pair: Pair): void {
  const { expected, actual } = pair
  // The most common case by far, without an allocation.
  if (place.list === undefined && expected === actual) return
  const list = place.list ?? EQUALITY
  const failings = checkJsonRules(list, { expected, actual, isCascaded: place.isCascaded })
  for (const failing of failings) report(walk, pair, () => failing)
}
