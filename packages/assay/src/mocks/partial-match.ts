import { isDeepStrictEqual } from 'node:util'
import { describeValue, isJsonObject } from '../openapi/json.ts'

/** A matcher of Vitest, such as `expect.any(String)`. */
interface AsymmetricMatcher {
  asymmetricMatch(actual: unknown): boolean
}

const MOST_DIFFERENCES = 10

/**
 * Where a value lacks what is expected of it. Objects may have more members than expected; arrays
 * must be as long. A regular expression expects text that matches it, and matchers of Vitest decide
 * for themselves.
 *
 * @example
 * differences({ id: 1, price: 12 }, { price: 10 }, 'body') // ['body.price: expected 10, got 12']
 */
export function differences(actual: unknown, expected: unknown, place: string): string[] {
  return differencesAt(actual, expected, place).slice(0, MOST_DIFFERENCES)
}

function differencesAt(actual: unknown, expected: unknown, place: string): string[] {
  const differs = () => [`${place}: expected ${describeExpected(expected)}, got ${describeValue(actual)}`]
  if (isMatcher(expected)) return expected.asymmetricMatch(actual) ? [] : differs()
  if (expected instanceof RegExp) return typeof actual === 'string' && expected.test(actual) ? [] : differs()
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return differs()
    return expected.flatMap((item, index) => differencesAt(actual[index], item, `${place}[${index}]`))
  }
  if (isPlainObject(expected)) {
    if (!isJsonObject(actual)) return differs()
    return Object.entries(expected).flatMap(([name, value]) =>
      differencesAt(actual[name], value, `${place}.${name}`),
    )
  }
  return isDeepStrictEqual(actual, expected) ? [] : differs()
}

/**
 * The same for what is always text, like a query: there a number or a boolean expects its text.
 */
export function textDifferences(
  actual: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
  place: string,
): string[] {
  const texts = Object.entries(expected).map(([name, value]) => [
    name,
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  ])
  return differences(actual, Object.fromEntries(texts), place)
}

function isMatcher(value: unknown): value is AsymmetricMatcher {
  return (
    typeof value === 'object' &&
    value !== null &&
    'asymmetricMatch' in value &&
    typeof value.asymmetricMatch === 'function'
  )
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function describeExpected(expected: unknown): string {
  if (expected instanceof RegExp) return `text that matches ${expected}`
  if (!isMatcher(expected))
    return Array.isArray(expected) || isPlainObject(expected) ? shortJson(expected) : describeValue(expected)
  const described: unknown = 'toAsymmetricMatcher' in expected ? expected.toAsymmetricMatcher : undefined
  return typeof described === 'function' ? String(described.call(expected)) : String(expected)
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length <= 80 ? text : describeValue(value)
}
