import type { Query } from '../file/query.ts'
import type { RulesByName } from '../model/matching-rules.ts'
import { checkTextRules, equal } from './check-text.ts'
import { matchValuesByRules, placeNamed, type Texts, type TextValues } from './match-text-values.ts'
import { type Failing, inSentence, type Mismatch, shorten } from './mismatch.ts'
import type { RulePlace } from './rule-tree.ts'

export interface ParameterPair {
  readonly expected: Query
  readonly actual: Query
  readonly rules: RulesByName | undefined
}

/** Compares queries: all expected parameters, and no others, with their values in order. */
export function matchQuery({ expected, actual, rules }: ParameterPair): readonly Mismatch[] {
  const placeOf = (name: string) => placeNamed(rules, name)
  return matchParameters({ expected, actual, noun: 'query parameter', placeOf })
}

/** What a query and a form have in common. */
export interface NamedValues {
  readonly expected: Query
  readonly actual: Query
  /** What sentences call one of them. */
  readonly noun: string
  readonly placeOf: (name: string) => RulePlace
}

export function matchParameters({ expected, actual, noun, placeOf }: NamedValues): readonly Mismatch[] {
  const missing = Object.entries(expected).flatMap(([name, values]) => {
    const texts = textsOf(values)
    if (Object.hasOwn(actual, name)) {
      const parameter = { name, title: `${noun} '${name}'`, place: placeOf(name) }
      return matchParameter(parameter, { expected: texts, actual: textsOf(actual[name]!) })
    }
    const sentence = `Expected ${noun} '${name}' but was missing`
    return [mismatch(name, { expected: texts, actual: [] }, { rule: 'equality', sentence })]
  })
  const unexpected = Object.entries(actual).flatMap(([name, values]) => {
    if (Object.hasOwn(expected, name)) return []
    const sentence = `Unexpected ${noun} '${name}' received`
    return [mismatch(name, { expected: [], actual: textsOf(values) }, { rule: 'equality', sentence })]
  })
  return [...missing, ...unexpected]
}

interface Parameter {
  readonly name: string
  readonly title: string
  readonly place: RulePlace
}

interface Values {
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

function matchParameter({ name, title, place }: Parameter, both: Values): readonly Mismatch[] {
  const values: TextValues = {
    ...both,
    check: (below, texts) => checkValue(title, below, texts),
    toMismatch(failing, texts) {
      const shown = texts === undefined ? both : { expected: [texts.expected], actual: [texts.actual] }
      return mismatch(name, shown, failing)
    },
  }
  if (place.list === undefined) return matchInOrder({ name, title, place }, values)
  // By rules, as in all Pact tools, a value counts as a list of one: `$[0]` of a variant is the value.
  const check = (below: RulePlace, texts: Texts) => checkValue(title, below.below(0), texts)
  return matchValuesByRules(place, { ...values, check })
}

function checkValue(title: string, { list, isCascaded }: RulePlace, texts: Texts): readonly Failing[] {
  if (list !== undefined) return checkTextRules(list, { ...texts, isCascaded })
  if (equal(texts.expected, texts.actual) === undefined) return []
  const sentence = `Expected ${title} with value '${inSentence(texts.expected)}' but was '${inSentence(texts.actual)}'`
  return [{ rule: 'equality', sentence }]
}

/** Without rules for all values, they must be as many as expected. */
function matchInOrder({ title, place }: Parameter, values: TextValues): readonly Mismatch[] {
  const { expected, actual, check, toMismatch } = values
  const failing = (sentence: string) => toMismatch({ rule: 'equality', sentence })
  if (expected.length === 0 && actual.length > 0) {
    const received = inSentence(JSON.stringify(actual))
    return [failing(`Expected an empty parameter list for ${title} but received ${received}`)]
  }
  const length = Math.max(expected.length, actual.length)
  const mismatches = Array.from({ length }, (_, index) => {
    const texts = { expected: expected[index] ?? '', actual: actual[index] ?? '' }
    if (index >= actual.length)
      return [failing(`Expected ${title} value '${texts.expected}' but was missing`)]
    return check(place.below(index), texts, index).map((one) => toMismatch(one, texts))
  }).flat()
  if (expected.length === actual.length) return mismatches
  const counts = `with ${expected.length} value(s) but received ${actual.length} value(s)`
  return [...mismatches, failing(`Expected ${title} ${counts}`)]
}

function textsOf(values: readonly (string | null)[]): string[] {
  return values.map((value) => value ?? '')
}

function mismatch(where: string, { expected, actual }: Values, failing: Failing): Mismatch {
  const shown = { expected: shorten(expected.join(', ')), actual: shorten(actual.join(', ')) }
  return { kind: 'query', where, ...shown, ...failing }
}
