import { splitHeader } from '../file/headers.ts'
import type { RuleList, RulesByName } from '../model/matching-rules.ts'
import type { ActualHeaders } from './actual.ts'
import { checkCollection } from './check-collection.ts'
import { checkTextRules, equal } from './check-text.ts'
import { type Failing, type Mismatch, shorten } from './mismatch.ts'

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
    const actualValues = received.get(name.toLowerCase())
    if (actualValues !== undefined) {
      const split = (value: string) => splitHeader(name, value)
      return matchHeader({ name, rules: byName }, values.flatMap(split), actualValues.flatMap(split))
    }
    const sentence = `Expected a header '${name}' but was missing`
    return [mismatch(name, { expected: values.join(', '), actual: '' }, { rule: 'equality', sentence })]
  })
}

interface Header {
  readonly name: string
  /** With names in lower case. */
  readonly rules: RulesByName
}

function matchHeader(header: Header, expected: readonly string[], actual: readonly string[]): Mismatch[] {
  const { name } = header
  if (expected.length === 0) {
    if (actual.length === 0) return []
    const shown = actual.join(', ')
    const sentence = `Expected an empty header '${name}' but actual value was '${shown}'`
    return [mismatch(name, { expected: '', actual: shown }, { rule: 'equality', sentence })]
  }
  if (expected.length === 1 && actual.length === 1) {
    return matchValue(header, { expected: expected[0]!, actual: actual[0]!, index: undefined })
  }
  const list = header.rules.get(name.toLowerCase())
  if (list !== undefined) return matchByRules(header, list, { expected, actual })
  const length = Math.max(expected.length, actual.length)
  return Array.from({ length }, (_, index) => {
    const value = actual[index]
    if (value !== undefined)
      return matchValue(header, { expected: expected[index] ?? '', actual: value, index })
    const sentence = `Expected value '${expected[index]}' at index ${index} but was missing (actual has ${actual.length} value(s))`
    return [mismatch(name, { expected: expected[index] ?? '', actual: '' }, { rule: 'equality', sentence })]
  }).flat()
}

interface Lists {
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

/** By the rules of the header: values beyond the expected ones are like the first. */
function matchByRules(header: Header, list: RuleList, { expected, actual }: Lists): Mismatch[] {
  const whole = list.rules.flatMap((rule) => {
    const failing = checkCollection(rule, {
      kind: 'list',
      size: actual.length,
      isCascaded: false,
      isEqual: () => String(expected) === String(actual),
      shownExpected: () => `[${expected.join(', ')}]`,
      shownActual: () => `[${actual.join(', ')}]`,
    })
    return failing === undefined ? [] : [failing]
  })
  const isWholeRight = whole.length === 0 || (list.combine === 'OR' && whole.length < list.rules.length)
  const shown = { expected: expected.join(', '), actual: actual.join(', ') }
  const mismatches = isWholeRight ? [] : whole.map((failing) => mismatch(header.name, shown, failing))
  for (const [index, value] of actual.entries()) {
    mismatches.push(
      ...matchValue(header, { expected: expected[index] ?? expected[0]!, actual: value, index }),
    )
  }
  return mismatches
}

interface HeaderValues {
  readonly expected: string
  readonly actual: string
  /** `undefined` when it is the only value. */
  readonly index: number | undefined
}

/** Headers whose value has parameters: `text/html;charset=utf-8`. */
const WITH_PARAMETERS = new Set(['accept', 'content-type'])

function matchValue({ name, rules }: Header, { expected, actual, index }: HeaderValues): Mismatch[] {
  const pair = { expected: expected.trim(), actual: actual.trim(), isCascaded: false }
  const key = name.toLowerCase()
  const list = rules.get(key) ?? rules.get(`${key}[${index ?? 0}]`) ?? rules.get(`${key}[*]`)
  const at = index === undefined ? '' : ` for value at index ${index}`
  let failings: readonly Failing[]
  if (list !== undefined) {
    failings = checkTextRules(list, pair).map((failing) => ({
      ...failing,
      sentence: `${failing.sentence}${at}`,
    }))
  } else if (WITH_PARAMETERS.has(key)) {
    failings = matchParameters(`header '${name}'${index === undefined ? '' : ` at index ${index}`}`, pair)
  } else {
    const failing = equal(withoutSpaces(pair.expected), withoutSpaces(pair.actual))
    failings = failing === undefined ? [] : [{ ...failing, sentence: `${failing.sentence}${at}` }]
  }
  return failings.map((failing) => mismatch(name, pair, failing))
}

/** Spaces around commas mean nothing. */
function withoutSpaces(value: string): string {
  return value
    .split(',')
    .map((part) => part.trim())
    .join(',')
}

interface Texts {
  readonly expected: string
  readonly actual: string
}

/**
 * Compares values with parameters: what is before the first `;`, then the expected parameters in
 * any order and case. Others may be there.
 */
export function matchParameters(subject: string, { expected, actual }: Texts): readonly Failing[] {
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
