import type { ArrayVariant, MatchingRule, RulesByPath } from '../model/matching-rules.ts'
import { checkCollection } from './check-collection.ts'
import { EQUALITY } from './check-rules.ts'
import { type ExactJson, isEqualJson, jsonText, plainText } from './json-value.ts'
import { descend, eachValuePlace, type Pair, report, type Walk } from './json-walk.ts'
import { inSentence, type Mismatch } from './mismatch.ts'
import { type RulePlace, rulesAtRoot } from './rule-tree.ts'

/** Compares two lists, item by item or as their rules say. */
export function compareLists(walk: Walk, place: RulePlace, pair: Pair<readonly ExactJson[]>): void {
  const { list } = place
  if (list === undefined) {
    comparePlainLists(walk, place, pair)
  } else if (pair.expected.length > 0) {
    if (list.combine === 'OR' && list.rules.length > 1) compareAlternatives(walk, place, pair)
    else compareListByRules(walk, place, { pair, rules: list.rules })
  }
}

/** An item that is missing, or one too many, is a mismatch of the list. */
function comparePlainLists(walk: Walk, place: RulePlace, pair: Pair<readonly ExactJson[]>): void {
  const { expected, actual } = pair
  if (expected.length === 0 && actual.length > 0) {
    report(walk, pair, () => ({
      rule: 'equality',
      sentence: `Expected an empty List but received ${inSentence(jsonText(actual))}`,
    }))
    return
  }
  for (let index = 0; index < expected.length; index += 1) {
    if (index < actual.length) {
      descend(walk, { place, part: index }, { expected: expected[index]!, actual: actual[index]! })
    } else if (place.below(index).list === undefined) {
      const sentence = () => `Expected ${inSentence(plainText(expected[index]!))} but was missing`
      report(walk, pair, () => ({ rule: 'equality', sentence: sentence() }))
    }
  }
  if (expected.length === actual.length) return
  const sentence = `Expected a List with ${expected.length} elements but received ${actual.length} elements`
  report(walk, pair, () => ({ rule: 'equality', sentence }), true)
}

/** The list must be right by one of the rules; if it is by none, what is wrong by each is told. */
function compareAlternatives(walk: Walk, place: RulePlace, pair: Pair<readonly ExactJson[]>): void {
  const { mismatches } = walk
  const all: Mismatch[] = []
  for (const rule of place.list?.rules ?? []) {
    walk.mismatches = []
    compareListByRules(walk, place, { pair, rules: [rule] })
    const isRight = walk.mismatches.length === 0
    all.push(...walk.mismatches)
    walk.mismatches = mismatches
    if (isRight) return
  }
  mismatches.push(...all)
}

interface RuledLists {
  readonly pair: Pair<readonly ExactJson[]>
  readonly rules: readonly MatchingRule[]
}

function compareListByRules(walk: Walk, place: RulePlace, { pair, rules }: RuledLists): void {
  let areItemsDue = false
  for (const rule of rules) {
    if (rule.match === 'array-contains') {
      compareVariants(walk, rule.variants, pair)
    } else if (rule.match === 'each-value') {
      if (!place.isCascaded) compareItems(walk, eachValuePlace(rule), pair)
    } else {
      areItemsDue = true
      const failing = checkList(rule, place, pair)
      if (failing !== undefined) report(walk, pair, () => failing)
    }
  }
  if (areItemsDue) compareItems(walk, place, pair)
}

function checkList(rule: MatchingRule, place: RulePlace, { expected, actual }: Pair<readonly ExactJson[]>) {
  return checkCollection(rule, {
    kind: 'list',
    size: actual.length,
    isCascaded: place.isCascaded,
    isEqual: () => isEqualJson(expected, actual),
    shownExpected: () => jsonText(expected),
    shownActual: () => `[${actual.map((item) => jsonText(item)).join(', ')}]`,
  })
}

/** Items beyond the expected ones are like the first; fewer of them are for the rules of the list to judge. */
function compareItems(walk: Walk, place: RulePlace, { expected, actual }: Pair<readonly ExactJson[]>): void {
  for (let index = 0; index < actual.length; index += 1) {
    const like = index < expected.length ? index : 0
    descend(walk, { place, part: index }, { expected: expected[like]!, actual: actual[index]! })
  }
}

const EQUAL_EVERYWHERE: RulesByPath = new Map([['', EQUALITY]])

function compareVariants(
  walk: Walk,
  variants: readonly ArrayVariant[],
  pair: Pair<readonly ExactJson[]>,
): void {
  const { expected, actual } = pair
  const wanted =
    variants.length > 0 ? variants : expected.map((_, index) => ({ index, rules: EQUAL_EVERYWHERE }))
  for (const { index, rules } of wanted) {
    const variant = expected[index]
    if (variant === undefined) {
      const sentence = `ArrayContains: variant ${index} is missing from the expected list, which has ${expected.length} items`
      report(walk, pair, () => ({ rule: 'array-contains', sentence }))
    } else if (!actual.some((item) => isLike(walk, rules, { expected: variant, actual: item }))) {
      const sentence = () =>
        `Variant at index ${index} (${inSentence(jsonText(variant))}) was not found in the actual list`
      report(walk, pair, () => ({ rule: 'array-contains', sentence: sentence() }))
    }
  }
}

function isLike(walk: Walk, rules: RulesByPath, pair: Pair): boolean {
  const trial: Walk = { ...walk, path: [], mismatches: [], isTrial: true }
  walk.compare(trial, rulesAtRoot(rules), pair)
  return trial.mismatches.length === 0
}
