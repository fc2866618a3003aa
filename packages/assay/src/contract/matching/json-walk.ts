import type { MatchingRule } from '../model/matching-rules.ts'
import { jsonDiff } from './diff.ts'
import { type ExactJson, jsonText } from './json-value.ts'
import { type Failing, type Mismatch, SHOWN_CHARACTERS, shorten } from './mismatch.ts'
import { formatPath } from './path-expression.ts'
import { type RulePlace, rulesAtRoot } from './rule-tree.ts'

/** Where one is in both values. The path is one list that grows and shrinks; texts are made for mismatches only. */
export interface Walk {
  readonly areExtrasAllowed: boolean
  readonly path: (string | number)[]
  mismatches: Mismatch[]
  /** Whether only the number of mismatches counts: then none is described. */
  readonly isTrial: boolean
  /** Compares what is below; lists and objects need it, and it needs them. */
  readonly compare: (walk: Walk, place: RulePlace, pair: Pair) => void
}

export interface Pair<Value = ExactJson> {
  readonly expected: Value
  readonly actual: Value
}

/** Compares the members at a name or an index. */
export function descend(walk: Walk, { place, part }: Step, pair: Pair): void {
  walk.path.push(part)
  walk.compare(walk, place.below(part), pair)
  walk.path.pop()
}

/** One part of a path further down. */
export interface Step {
  readonly place: RulePlace
  readonly part: string | number
}

const SOMETHING: Mismatch = { kind: 'body', where: '$', rule: '', expected: '', actual: '', sentence: '' }

/**
 * Adds a mismatch.
 *
 * @param withDiff whether the lines that differ help
 */
export function report(walk: Walk, pair: Pair, describe: () => Failing, withDiff = false): void {
  if (walk.isTrial) {
    walk.mismatches.push(SOMETHING)
    return
  }
  const { expected, actual } = pair
  const diff = withDiff ? jsonDiff(expected, actual) : undefined
  walk.mismatches.push({
    kind: 'body',
    where: formatPath(walk.path),
    expected: shorten(jsonText(expected, SHOWN_CHARACTERS)),
    actual: shorten(jsonText(actual, SHOWN_CHARACTERS)),
    ...describe(),
    ...(diff === undefined ? {} : { diff }),
  })
}

type EachValue = Extract<MatchingRule, { readonly definition: unknown }>

const eachValuePlaces = new WeakMap<EachValue, RulePlace>()

/** Below a place with each-value, its own rules hold instead of those of the pact. */
export function eachValuePlace(rule: EachValue): RulePlace {
  const known = eachValuePlaces.get(rule)
  if (known !== undefined) return known
  const place = rulesAtRoot(new Map([['$.*', { combine: 'AND', rules: rule.definition.rules }]]))
  eachValuePlaces.set(rule, place)
  return place
}
