import { invalidInteraction } from './invalid-interaction.ts'
import { type ExampleOf, factsOf, isMatcher, type Matcher, matcherOf, type ValueFacts } from './matcher.ts'

/**
 * A text, number or boolean like this one (or as its matcher says), or `null`. The pact says it by
 * two rules of which one must hold, which every Pact tool understands.
 *
 * Not for lists and objects: Pact tools compare the kinds of values before they look at the rules,
 * so no pact can say "an object, or null". Write one interaction for each.
 *
 * @throws AssayError `invalid_interaction` for a list or an object
 * @example
 * { note: nullable('by hand'), discount: nullable(integer(5)) }
 */
export function nullable<T>(example: T): Matcher<ExampleOf<T> | null> {
  const { example: inner, rules, generator } = scalarFacts(example)
  const isNullable = rules.some(({ match }) => match === 'null')
  const all = isNullable ? rules : [...rules, { match: 'null' } as const]
  return matcherOf({ kind: 'value', example: inner, rules: all, combine: 'OR', generator })
}

/**
 * A member of a response or message that may be missing. No rule of Pact says that, so the example
 * leaves it out, which is true to what a verifier can check: providers pass with it and without it,
 * and the mock answers without it. What it would be is kept as a comment of the interaction. To have
 * it checked, write a second interaction in which it is there.
 *
 * @example
 * { name: like('Lamp'), weight: optional(number(1.5)) }
 */
export function optional<T>(example: T): Matcher<ExampleOf<T> | undefined> {
  return matcherOf({ kind: 'optional', example })
}

function scalarFacts(example: unknown): Omit<ValueFacts, 'kind'> {
  if (!isMatcher(example)) {
    if (typeof example === 'object' && example !== null) throw noScalar()
    return { example, rules: [{ match: 'type' }], combine: 'AND', generator: undefined }
  }
  const facts = factsOf(example)
  const isScalar =
    facts.kind === 'value' &&
    (typeof facts.example !== 'object' || facts.example === null) &&
    (facts.combine === 'OR' || facts.rules.length === 1)
  if (!isScalar) throw noScalar()
  return facts
}

function noScalar() {
  return invalidInteraction(
    'nullable is for texts, numbers and booleans; no pact can say "an object, or null".',
    {
      fix: 'write one interaction with the list or object and another one with null, each with its provider state',
    },
  )
}
