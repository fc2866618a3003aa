import type { MatchingRule, RuleList, RulesByName } from '../model/matching-rules.ts'
import { checkCollection } from './check-collection.ts'
import { checkTextRules, equal } from './check-text.ts'
import { type Failing, inSentence, type Mismatch, shorten } from './mismatch.ts'
import type { Parameters } from './query-text.ts'

export interface ParameterPair {
  readonly expected: Parameters
  readonly actual: Parameters
  readonly rules: RulesByName | undefined
}

/** Compares queries: all expected parameters, and no others, with their values in order. */
export function matchQuery({ expected, actual, rules }: ParameterPair): readonly Mismatch[] {
  const mismatches: Mismatch[] = []
  for (const [name, values] of Object.entries(expected)) {
    const texts = textsOf(values)
    const received = Object.hasOwn(actual, name) ? textsOf(actual[name]!) : undefined
    if (received === undefined) {
      const sentence = `Expected query parameter '${name}' but was missing`
      mismatches.push(mismatch(name, { expected: texts, actual: [] }, { rule: 'equality', sentence }))
    } else {
      mismatches.push(...matchValues(name, { expected: texts, actual: received }, rules))
    }
  }
  for (const [name, values] of Object.entries(actual)) {
    if (Object.hasOwn(expected, name)) continue
    const sentence = `Unexpected query parameter '${name}' received`
    mismatches.push(mismatch(name, { expected: [], actual: textsOf(values) }, { rule: 'equality', sentence }))
  }
  return mismatches
}

interface Values {
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

function matchValues(name: string, values: Values, rules: RulesByName | undefined): Mismatch[] {
  const list = rules?.get(name)
  if (list === undefined) return matchPlainValues(name, values, rules)
  if (values.expected.length === 0) return []
  const results = list.rules.map((rule) => matchByRule(name, values, rule))
  const ofEach = { combine: list.combine, rules: list.rules.flatMap(rulesOfEach) }
  const valueMismatches = matchEachValue(name, { values, ofEach, rules })
  const isRight = list.combine === 'OR' && results.some((result) => result.length === 0)
  return [...(isRight ? [] : results.flat()), ...valueMismatches]
}

/** The rules for the single values of a parameter. */
function rulesOfEach(rule: MatchingRule): readonly MatchingRule[] {
  if (rule.match === 'each-value') return rule.definition.rules
  return rule.match === 'array-contains' || rule.match === 'each-key' ? [] : [rule]
}

function matchByRule(name: string, values: Values, rule: MatchingRule): Mismatch[] {
  if (rule.match === 'array-contains') return matchVariants(name, values, rule)
  const { expected, actual } = values
  const failing = checkCollection(rule, {
    kind: 'list',
    size: actual.length,
    isCascaded: false,
    isEqual: () => String(expected) === String(actual),
    shownExpected: () => `[${expected.join(', ')}]`,
    shownActual: () => `[${actual.join(', ')}]`,
  })
  return failing === undefined ? [] : [mismatch(name, values, failing)]
}

interface EachValue {
  readonly values: Values
  readonly ofEach: RuleList
  readonly rules: RulesByName | undefined
}

/** Values beyond the expected ones are like the first. */
function matchEachValue(name: string, { values, ofEach, rules }: EachValue): Mismatch[] {
  return values.actual.flatMap((actual, index) => {
    const list = ruleAt(name, index, rules) ?? ofEach
    const expected = values.expected[index] ?? values.expected[0]!
    const failings = checkTextRules(list, { expected, actual, isCascaded: false })
    return failings.map((failing) => mismatch(name, { expected: [expected], actual: [actual] }, failing))
  })
}

type ArrayContains = Extract<MatchingRule, { readonly match: 'array-contains' }>

/** Each variant must be like one of the values, in any order. */
function matchVariants(name: string, values: Values, { variants }: ArrayContains): Mismatch[] {
  return variants.flatMap(({ index, rules }) => {
    const expected = values.expected[index] ?? ''
    const list = rules.get('$') ?? rules.get('$.*') ?? { combine: 'AND', rules: [{ match: 'equality' }] }
    const isThere = values.actual.some(
      (actual) => checkTextRules(list, { expected, actual, isCascaded: false }).length === 0,
    )
    if (isThere) return []
    const sentence = `Variant at index ${index} (${expected}) was not found in the actual list`
    return [mismatch(name, values, { rule: 'array-contains', sentence })]
  })
}

function matchPlainValues(name: string, values: Values, rules: RulesByName | undefined): Mismatch[] {
  const { expected, actual } = values
  if (expected.length === 0 && actual.length > 0) {
    const sentence = `Expected an empty parameter list for '${name}' but received ${inSentence(JSON.stringify(actual))}`
    return [mismatch(name, values, { rule: 'equality', sentence })]
  }
  const mismatches = Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) =>
    matchValueAt(name, { values, index, rules }),
  ).flat()
  if (expected.length !== actual.length) {
    const sentence = `Expected query parameter '${name}' with ${expected.length} value(s) but received ${actual.length} value(s)`
    mismatches.push(mismatch(name, values, { rule: 'equality', sentence }))
  }
  return mismatches
}

interface Place {
  readonly values: Values
  readonly index: number
  readonly rules: RulesByName | undefined
}

function matchValueAt(name: string, { values, index, rules }: Place): Mismatch[] {
  const expected = values.expected[index] ?? ''
  const actual = values.actual[index]
  if (actual === undefined) {
    const sentence = `Expected query parameter '${name}' value '${expected}' but was missing`
    return [mismatch(name, values, { rule: 'equality', sentence })]
  }
  const list = ruleAt(name, index, rules)
  const failings =
    list === undefined
      ? plainFailing(name, expected, actual)
      : checkTextRules(list, { expected, actual, isCascaded: false })
  return failings.map((failing) => mismatch(name, { expected: [expected], actual: [actual] }, failing))
}

function plainFailing(name: string, expected: string, actual: string): readonly Failing[] {
  if (equal(expected, actual) === undefined) return []
  const sentence = `Expected query parameter '${name}' with value '${inSentence(expected)}' but was '${inSentence(actual)}'`
  return [{ rule: 'equality', sentence }]
}

/** A rule for one value, or for each. */
function ruleAt(name: string, index: number, rules: RulesByName | undefined): RuleList | undefined {
  return rules?.get(`${name}[${index}]`) ?? rules?.get(`${name}[*]`)
}

function textsOf(values: readonly (string | null)[]): string[] {
  return values.map((value) => value ?? '')
}

function mismatch(where: string, { expected, actual }: Values, failing: Failing): Mismatch {
  const shown = { expected: shorten(expected.join(', ')), actual: shorten(actual.join(', ')) }
  return { kind: 'query', where, ...shown, ...failing }
}
