import type { Generator } from '../model/generators.ts'
import type { MatchingRule, StatusClass } from '../model/matching-rules.ts'
import { type ExampleOf, type Matcher, matcherOf } from './matcher.ts'

/**
 * Any value of the same type. It holds for everything below too: in a list or an object each value
 * may be any of its type, until another matcher says more.
 *
 * @example
 * { name: like('Lamp'), size: like({ width: 10, height: 20 }) }
 */
export function like<T>(example: T): Matcher<ExampleOf<T>> {
  return valueMatcher(example, { match: 'type' })
}

/**
 * This very value, where a matcher around it would let others pass.
 *
 * @example
 * like({ id: 7, currency: equal('EUR') })
 */
export function equal<T>(example: T): Matcher<ExampleOf<T>> {
  return valueMatcher(example, { match: 'equality' })
}

/** Any text. Without an example, a new one is made for each use. */
export function string(example?: string): Matcher<string> {
  const generator = generatorUnless(example, { type: 'RandomString', size: 10 })
  return valueMatcher(example ?? 'some text', { match: 'type' }, generator)
}

/** A number without decimal places. Without an example, a new one is made for each use. */
export function integer(example?: number): Matcher<number> {
  const generator = generatorUnless(example, { type: 'RandomInt', min: 0, max: 2_147_483_647 })
  return valueMatcher(example ?? 101, { match: 'integer' }, generator)
}

/**
 * A number with decimal places: `1.5`, and not `2`. For a number that may have some, say
 * {@link number}. Without an example, a new one is made for each use.
 */
export function decimal(example?: number): Matcher<number> {
  const generator = generatorUnless(example, { type: 'RandomDecimal', digits: 6 })
  return valueMatcher(example ?? 13.37, { match: 'decimal' }, generator)
}

/** Any number. Without an example, a new one is made for each use. */
export function number(example?: number): Matcher<number> {
  const generator = generatorUnless(example, { type: 'RandomInt', min: 0, max: 2_147_483_647 })
  return valueMatcher(example ?? 101, { match: 'number' }, generator)
}

/** `true` or `false`. Without an example, one of them is chosen for each use. */
export function boolean(example?: boolean): Matcher<boolean> {
  const generator = generatorUnless(example, { type: 'RandomBoolean' })
  return valueMatcher(example ?? true, { match: 'boolean' }, generator)
}

/** The value `null`. */
export function nullValue(): Matcher<null> {
  return valueMatcher(null, { match: 'null' })
}

/** A text with another one in it. */
export function include(part: string, example: string = part): Matcher<string> {
  return valueMatcher(example, { match: 'include', value: part })
}

/** Anything but `null`, an empty text, an empty list and an empty object. */
export function notEmpty<T>(example: T): Matcher<ExampleOf<T>> {
  return valueMatcher(example, { match: 'not-empty' })
}

/** A version as in Semantic Versioning. */
export function semver(example: string): Matcher<string> {
  return valueMatcher(example, { match: 'semver' })
}

const EXAMPLES = {
  info: 100,
  success: 200,
  redirect: 302,
  clientError: 400,
  serverError: 500,
  nonError: 200,
  error: 400,
} as const satisfies Record<StatusClass, number>

/**
 * A status of a class, or one of several.
 *
 * @param example what the mock answers
 * @example
 * { status: statusCode('success', 201) }
 * { status: statusCode([404, 410]) }
 */
export function statusCode(status: StatusClass | readonly number[], example?: number): Matcher<number> {
  const first = typeof status === 'string' ? EXAMPLES[status] : (status[0] ?? 200)
  return valueMatcher(example ?? first, { match: 'status-code', status })
}

/** A matcher of one rule. */
export function valueMatcher<Value>(
  example: unknown,
  rule: MatchingRule,
  generator?: Generator,
): Matcher<Value> {
  return matcherOf({ kind: 'value', example, rules: [rule], combine: 'AND', generator })
}

/** The generator for what has no example of its own. */
export function generatorUnless(example: unknown, generator: Generator): Generator | undefined {
  return example === undefined ? generator : undefined
}
