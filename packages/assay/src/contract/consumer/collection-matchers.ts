import type { MatchingRule } from '../model/matching-rules.ts'
import { invalidInteraction } from './invalid-interaction.ts'
import { type ExampleOf, factsOf, type Matcher, matcherOf, type ValueFacts } from './matcher.ts'
import { valueMatcher } from './value-matchers.ts'

export interface ItemOptions {
  /** The least number of items. Default 1; with 0 the list may be empty. */
  readonly min?: number
  /** The largest number of items. */
  readonly max?: number
  /** How many items the example has. Default: the least number, and at least 1. */
  readonly count?: number
}

/**
 * A list whose items are all like this one: of the same type, or as its own matchers say.
 *
 * @throws AssayError `invalid_interaction` when no such list can be
 * @example
 * { tags: eachLike('new'), lines: eachLike({ sku: regex(/^[A-Z]+$/, 'LMP'), count: integer(2) }, { max: 10 }) }
 */
export function eachLike<T>(item: T, { min = 1, max, count }: ItemOptions = {}): Matcher<ExampleOf<T>[]> {
  return itemsMatcher(item, count ?? Math.max(min, 1), sizeRule(min, max))
}

/** A list of at least so many items; see {@link eachLike}. */
export function atLeastLike<T>(item: T, min: number, count?: number): Matcher<ExampleOf<T>[]> {
  return itemsMatcher(item, count ?? Math.max(min, 1), { match: 'min-type', min })
}

/** A list of at most so many items, which may be none; see {@link eachLike}. */
export function atMostLike<T>(item: T, max: number, count = 1): Matcher<ExampleOf<T>[]> {
  return itemsMatcher(item, count, { match: 'max-type', max })
}

/**
 * A list that has such items somewhere, in any order, and perhaps others.
 *
 * @example
 * { actions: arrayContaining({ name: 'update', href: like('/products/7') }, { name: 'delete' }) }
 */
export function arrayContaining<T>(...variants: readonly T[]): Matcher<ExampleOf<T>[]> {
  if (variants.length === 0) throw invalidInteraction('arrayContaining is told nothing that a list contains.')
  return matcherOf({ kind: 'variants', variants })
}

/**
 * An object with any names, whose members are all like this one.
 *
 * @param name that of the example
 * @example
 * { stock: eachKeyLike('warehouse-1', { count: integer(3) }) }
 */
export function eachKeyLike<T>(name: string, member: T): Matcher<Record<string, ExampleOf<T>>> {
  return matcherOf({ kind: 'members', name, member, nameRules: [] })
}

/**
 * An object whose names are as a matcher says, and whose members are all like this one.
 *
 * @example
 * { prices: eachKeyMatches(regex(/^[A-Z]{3}$/, 'EUR'), number(9.5)) }
 */
export function eachKeyMatches<T>(name: Matcher<string>, member: T): Matcher<Record<string, ExampleOf<T>>> {
  const { example, rules } = flatFacts(name, 'eachKeyMatches')
  return matcherOf({ kind: 'members', name: String(example), member, nameRules: rules })
}

/**
 * A list or an object whose values are all as one matcher says.
 *
 * @example
 * { ratings: eachValueMatches({ ada: 5 }, integer(5)) }
 */
export function eachValueMatches<T extends object>(
  example: T,
  value: Matcher<unknown>,
): Matcher<ExampleOf<T>> {
  const { example: valueExample, rules } = flatFacts(value, 'eachValueMatches')
  const definition = { value: valueExample as never, rules, generator: undefined }
  return valueMatcher(example, { match: 'each-value', definition })
}

function itemsMatcher<T>(item: T, count: number, rule: MatchingRule): Matcher<ExampleOf<T>[]> {
  const least = 'min' in rule ? rule.min : 0
  const most = 'max' in rule ? rule.max : MOST_EXAMPLES
  const isPossible = [least, most, count].every((size) => Number.isInteger(size) && size >= 0) && count > 0
  if (isPossible && least <= count && count <= Math.min(most, MOST_EXAMPLES)) {
    return matcherOf({ kind: 'items', item, count, rule })
  }
  throw invalidInteraction(`A list of ${least} to ${most} items cannot have an example with ${count}.`, {
    fix: 'choose sizes that fit each other; an example has at least one item',
  })
}

/** More would make the pact longer and say nothing new. */
const MOST_EXAMPLES = 1_000

function sizeRule(min: number, max: number | undefined): MatchingRule {
  return max === undefined ? { match: 'min-type', min } : { match: 'min-max-type', min, max }
}

/** The rules of a matcher that says all by its rules: what each name or value must meet has no place for others. */
function flatFacts(matcher: Matcher<unknown>, user: string): ValueFacts {
  const facts = factsOf(matcher)
  const isFlat = facts.kind === 'value' && facts.combine === 'AND' && typeof facts.example !== 'object'
  if (isFlat) return facts
  throw invalidInteraction(`The matcher in ${user} is not one for texts, numbers or booleans.`, {
    fix: 'use eachKeyLike or eachLike for members and items with matchers of their own',
  })
}
