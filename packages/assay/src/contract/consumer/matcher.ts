import type { Generator } from '../model/generators.ts'
import type { MatchingRule } from '../model/matching-rules.ts'

/** By name, so that matchers are known again when a test runner has loaded this module twice. */
export const MATCHER: unique symbol = Symbol.for('assay.matcher')

declare const VALUE: unique symbol

/**
 * Stands in an interaction where a value would: it holds an example and says what else would do. A
 * plain value; its type is that of the example.
 */
export interface Matcher<out Value> {
  readonly [MATCHER]: MatcherFacts
  /** For the compiler only. */
  readonly [VALUE]?: Value
}

/** How a matcher is turned into an example, rules and generators. */
export type MatcherFacts =
  | ValueFacts
  /** A list whose items are all like one. */
  | { readonly kind: 'items'; readonly item: unknown; readonly count: number; readonly rule: MatchingRule }
  /** An object whose members are all like one, whatever their names are, or with names by a rule. */
  | {
      readonly kind: 'members'
      readonly name: string
      readonly member: unknown
      readonly nameRules: readonly MatchingRule[]
    }
  /** A list that has such items somewhere. */
  | { readonly kind: 'variants'; readonly variants: readonly unknown[] }
  /** A member that may be missing. */
  | { readonly kind: 'optional'; readonly example: unknown }

/** A matcher that only adds rules to its example. */
export interface ValueFacts {
  readonly kind: 'value'
  /** May hold matchers. */
  readonly example: unknown
  readonly rules: readonly MatchingRule[]
  readonly combine: 'AND' | 'OR'
  readonly generator: Generator | undefined
}

/** A value of a type with matchers wherever the test does not insist on the very value. */
export type Template<Value> = Matcher<Value> | PlainTemplate<Value>

type PlainTemplate<Value> = Value extends readonly (infer Item)[]
  ? readonly Template<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Template<Value[Name]> }
    : Value

/** The type of a template without its matchers. */
export type ExampleOf<T> =
  T extends Matcher<infer Value>
    ? Value
    : T extends Uint8Array
      ? T
      : T extends readonly (infer Item)[]
        ? ExampleOf<Item>[]
        : T extends object
          ? { -readonly [Name in keyof T]: ExampleOf<T[Name]> }
          : T

export function matcherOf<Value>(facts: MatcherFacts): Matcher<Value> {
  return Object.freeze({ [MATCHER]: facts })
}

export function isMatcher(value: unknown): value is Matcher<unknown> {
  return typeof value === 'object' && value !== null && MATCHER in value
}

/** What {@link isMatcher} has recognized. */
export function factsOf(matcher: Matcher<unknown>): MatcherFacts {
  return matcher[MATCHER]
}
