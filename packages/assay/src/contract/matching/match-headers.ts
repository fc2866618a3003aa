import { splitHeader } from '../file/headers.ts'
import type { RulesByName } from '../model/matching-rules.ts'
import type { ActualHeaders } from './actual.ts'
import { checkTextRules, equal } from './check-text.ts'
import { matchValuesByRules, placeNamed, type Texts, type TextValues } from './match-text-values.ts'
import { type Failing, type Mismatch, shorten } from './mismatch.ts'
import type { RulePlace } from './rule-tree.ts'

export interface HeaderPair {
  readonly expected: ActualHeaders
  readonly actual: ActualHeaders
  readonly rules: RulesByName | undefined
}

/** Compares headers: all expected ones must be there, others may. */
export function matchHeaders({ expected, actual, rules }: HeaderPair): readonly Mismatch[] {
  const received = new Map(Object.entries(actual).map(([name, values]) => [name.toLowerCase(), values]))
  const byName = new Map([...(rules ?? [])].map(([name, list]) => [name.toLowerCase(), list]))
  return Object.entries(expected).flatMap(([name, values]) => {
    const key = name.toLowerCase()
    const actualValues = received.get(key)
    if (actualValues !== undefined) {
      const split = (value: string) => splitHeader(name, value)
      const both = { expected: values.flatMap(split), actual: actualValues.flatMap(split) }
      return matchHeader(name, placeNamed(byName, key), both)
    }
    const sentence = `Expected a header '${name}' but was missing`
    return [mismatch(name, { expected: values.join(', '), actual: '' }, { rule: 'equality', sentence })]
  })
}

interface Values {
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

function matchHeader(name: string, place: RulePlace, { expected, actual }: Values): readonly Mismatch[] {
  const shown = { expected: expected.join(', '), actual: actual.join(', ') }
  if (expected.length === 0) {
    if (actual.length === 0) return []
    const sentence = `Expected an empty header '${name}' but actual value was '${shown.actual}'`
    return [mismatch(name, shown, { rule: 'equality', sentence })]
  }
  const isOne = expected.length === 1 && actual.length === 1
  const values: TextValues = {
    expected,
    actual,
    check: (below, texts, index) => checkValue({ name, index: isOne ? undefined : index }, below, texts),
    toMismatch: (failing, texts = shown) => mismatch(name, texts, failing),
  }
  return isOne || place.list === undefined ? matchInOrder(place, values) : matchValuesByRules(place, values)
}

/** One value by one; the rules of a header that has only one are about this value. */
function matchInOrder(place: RulePlace, { expected, actual, check, toMismatch }: TextValues): Mismatch[] {
  const length = Math.max(expected.length, actual.length)
  return Array.from({ length }, (_, index) => {
    const texts = { expected: expected[index] ?? '', actual: actual[index] ?? '' }
    if (index < actual.length) {
      return check(place.below(index), texts, index).map((failing) => toMismatch(failing, texts))
    }
    const sentence = `Expected value '${texts.expected}' at index ${index} but was missing (actual has ${actual.length} value(s))`
    return [toMismatch({ rule: 'equality', sentence }, texts)]
  }).flat()
}

/** Headers whose value has parameters: `text/html;charset=utf-8`. */
const WITH_PARAMETERS = new Set(['accept', 'content-type'])

interface HeaderValue {
  readonly name: string
  /** `undefined` when it is the only value. */
  readonly index: number | undefined
}

function checkValue({ name, index }: HeaderValue, place: RulePlace, texts: Texts): readonly Failing[] {
  const trimmed = { expected: texts.expected.trim(), actual: texts.actual.trim() }
  if (place.list === undefined && WITH_PARAMETERS.has(name.toLowerCase())) {
    return checkParameters(`header '${name}'${index === undefined ? '' : ` at index ${index}`}`, trimmed)
  }
  const failings =
    place.list === undefined
      ? [equal(withoutSpaces(trimmed.expected), withoutSpaces(trimmed.actual))]
      : checkTextRules(place.list, { ...trimmed, isCascaded: place.isCascaded })
  return failings.flatMap((failing) => {
    if (failing === undefined) return []
    return [
      index === undefined
        ? failing
        : { ...failing, sentence: `${failing.sentence} for value at index ${index}` },
    ]
  })
}
/** Spaces around commas mean nothing. */
function withoutSpaces(value: string): string {
  return value
    .split(',')
    .map((part) => part.trim())
    .join(',')
}

/**
 * Compares values with parameters: what is before the first `;`, then the expected parameters in
 * any order and case. Others may be there.
 */
export function checkParameters(subject: string, { expected, actual }: Texts): readonly Failing[] {
  const [expectedValue = '', ...expectedParameters] = partsOf(expected)
  const [actualValue = '', ...actualParameters] = partsOf(actual)
  const received = parametersOf(actualParameters)
  const isRight =
    expectedValue === actualValue &&
    [...parametersOf(expectedParameters)].every(([name, value]) => received.get(name) === value)
  if (isRight) return []
  const sentence = `Expected ${subject} to have value '${expected}' but was '${actual}'`
  return [{ rule: 'equality', sentence }]
}

function partsOf(value: string): string[] {
  return value
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function parametersOf(parts: readonly string[]): Map<string, string> {
  return new Map(
    parts.flatMap((part) => {
      const equals = part.indexOf('=')
      if (equals === -1) return []
      return [
        [
          part.slice(0, equals).trim(),
          part
            .slice(equals + 1)
            .trim()
            .toLowerCase(),
        ] as const,
      ]
    }),
  )
}

function mismatch(where: string, { expected, actual }: Texts, failing: Failing): Mismatch {
  return { kind: 'header', where, expected: shorten(expected), actual: shorten(actual), ...failing }
}
