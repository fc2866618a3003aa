import type { MatchingRule } from '../model/matching-rules.ts'
import { checkCollection } from './check-collection.ts'
import { checkText } from './check-text.ts'
import { type ExactObject, isEqualJson, jsonText } from './json-value.ts'
import { descend, eachValuePlace, type Pair, report, type Walk } from './json-walk.ts'
import { inSentence } from './mismatch.ts'
import type { RulePlace } from './rule-tree.ts'

/** Compares two objects: their names, and the members they share. */
export function compareObjects(walk: Walk, place: RulePlace, pair: Pair<ExactObject>): void {
  const { expected, actual } = pair
  if (!walk.areExtrasAllowed && isEmpty(expected) && !isEmpty(actual)) {
    report(walk, pair, () => ({
      rule: 'equality',
      sentence: `Expected an empty Map but received ${inSentence(jsonText(actual))}`,
    }))
    return
  }
  let areMembersDue = place.list === undefined
  for (const rule of place.list?.rules ?? []) {
    if (!place.isCascaded && isAboutValues(rule)) {
      compareAllMembers(walk, rule.match === 'each-value' ? eachValuePlace(rule) : place, pair)
      continue
    }
    areMembersDue = true
    const failing = checkCollection(rule, {
      kind: 'object',
      size: Object.keys(actual).length,
      isCascaded: place.isCascaded,
      isEqual: () => isEqualJson(expected, actual),
      shownExpected: () => jsonText(expected),
      shownActual: () => jsonText(actual),
    })
    if (failing !== undefined) report(walk, pair, () => failing)
  }
  if (!areMembersDue) return
  compareNames(walk, place, pair)
  for (const name in expected) {
    if (!Object.hasOwn(actual, name)) continue
    descend(walk, { place, part: name }, { expected: expected[name]!, actual: actual[name]! })
  }
}

function isAboutValues(rule: MatchingRule): boolean {
  return rule.match === 'values' || rule.match === 'each-value' || rule.match === 'array-contains'
}

/** The names do not matter: each member is like the expected one of its name, or like the first of all. */
function compareAllMembers(walk: Walk, place: RulePlace, { expected, actual }: Pair<ExactObject>): void {
  const first = Object.keys(expected).sort()[0]
  if (first === undefined) return
  for (const name of Object.keys(actual)) {
    const like = Object.hasOwn(expected, name) ? name : first
    descend(walk, { place, part: name }, { expected: expected[like]!, actual: actual[name]! })
  }
}

function compareNames(walk: Walk, place: RulePlace, pair: Pair<ExactObject>): void {
  const areNamesFree = place.direct.some(
    ({ match }) => match === 'values' || match === 'each-value' || match === 'each-key',
  )
  if (!areNamesFree && hasOtherNames(walk, pair)) {
    report(walk, pair, () => ({ rule: 'equality', sentence: namesSentence(walk, pair) }), true)
  }
  if (place.direct.length === 0 || place.list === undefined) return
  for (const rule of place.list.rules) {
    if (rule.match !== 'each-key') continue
    for (const name of Object.keys(pair.actual).sort()) compareName(walk, rule.definition.rules, name)
  }
}

function hasOtherNames(walk: Walk, { expected, actual }: Pair<ExactObject>): boolean {
  for (const name in expected) if (!Object.hasOwn(actual, name)) return true
  if (walk.areExtrasAllowed) return false
  for (const name in actual) if (!Object.hasOwn(expected, name)) return true
  return false
}

function namesSentence({ areExtrasAllowed }: Walk, { expected, actual }: Pair<ExactObject>): string {
  const names = (value: ExactObject) => inSentence(Object.keys(value).sort().join(', '))
  if (!areExtrasAllowed) {
    return `Expected a Map with keys [${names(expected)}] but received one with keys [${names(actual)}]`
  }
  const missing = Object.keys(expected).filter((name) => !Object.hasOwn(actual, name))
  return `Actual map is missing the following keys: ${inSentence(missing.sort().join(', '))}`
}

function compareName(walk: Walk, rules: readonly MatchingRule[], name: string): void {
  for (const rule of rules) {
    const failing = checkText(rule, { expected: '', actual: name, isCascaded: false })
    if (failing === undefined) continue
    walk.path.push(name)
    report(walk, { expected: '', actual: name }, () => failing)
    walk.path.pop()
  }
}

function isEmpty(value: ExactObject): boolean {
  for (const _ in value) return false
  return true
}
