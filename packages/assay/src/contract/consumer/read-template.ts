import { generatorToJson } from '../file/generator.ts'
import { formatPath } from '../matching/path-expression.ts'
import type { Generator } from '../model/generators.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { MatchingRule, RuleList } from '../model/matching-rules.ts'
import { invalidInteraction } from './invalid-interaction.ts'
import { factsOf, isMatcher, type MatcherFacts, type ValueFacts } from './matcher.ts'

/** A template taken apart into what a pact holds. */
export interface ReadTemplate {
  /** `undefined` when the template is. */
  readonly example: Json | undefined
  /** By path expression. */
  readonly rules: ReadonlyMap<string, RuleList>
  readonly generators: ReadonlyMap<string, Generator>
  /** Members that may be missing, each with what it would be. */
  readonly optional: ReadonlyMap<string, Json>
}

/** Whether the consumer or the provider says it. */
export type Side = 'request' | 'answer'

/**
 * Takes a value with matchers in it apart.
 *
 * @throws AssayError `invalid_interaction` naming the place
 */
export function readTemplate(template: unknown, side: Side): ReadTemplate {
  const reading: Reading = { side, rules: new Map(), generators: new Map(), optional: new Map() }
  const example = template === undefined ? undefined : read(reading, template, [])
  return { ...reading, example }
}

interface Reading {
  readonly side: Side
  readonly rules: Map<string, RuleList>
  readonly generators: Map<string, Generator>
  readonly optional: Map<string, Json>
}

type Path = readonly (string | number)[]

/** Deeper values are circles more often than not. */
const MOST_DEPTH = 100

function read(reading: Reading, template: unknown, path: Path): Json {
  if (path.length > MOST_DEPTH) throw invalidInteraction(`It is nested more than ${MOST_DEPTH} levels deep.`)
  if (isMatcher(template)) return readMatcher(reading, factsOf(template), path)
  if (template === null || typeof template === 'string' || typeof template === 'boolean') return template
  if (typeof template === 'number' && Number.isFinite(template)) return template
  if (typeof template !== 'object') throw noJson(template, path)
  if ('toJSON' in template && typeof template.toJSON === 'function') {
    return read(reading, template.toJSON(), path)
  }
  if (Array.isArray(template)) {
    return template.map((item, index) => read(reading, item ?? null, [...path, index]))
  }
  return readMembers(reading, template, path)
}

function readMembers(reading: Reading, template: object, path: Path): JsonObject {
  const members: Record<string, Json> = {}
  for (const [name, member] of Object.entries(template)) {
    const facts = isMatcher(member) ? factsOf(member) : undefined
    if (facts?.kind === 'optional') noteOptional(reading, facts.example, [...path, name])
    else if (member !== undefined) defineMember(members, name, read(reading, member, [...path, name]))
  }
  return members
}

/** A member called `__proto__` is a member like any other. */
function defineMember(members: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(members, name, { value, enumerable: true, writable: true, configurable: true })
}

function noteOptional({ side, optional }: Reading, example: unknown, path: Path): void {
  if (side === 'request') {
    throw invalidInteraction(
      `${formatPath(path)} of a request cannot be optional: the consumer decides it.`,
      {
        fix: 'write one interaction with it and one without it',
      },
    )
  }
  optional.set(formatPath(path), read(newReading(side), example, path))
}

function newReading(side: Side): Reading {
  return { side, rules: new Map(), generators: new Map(), optional: new Map() }
}

function readMatcher(reading: Reading, facts: MatcherFacts, path: Path): Json {
  switch (facts.kind) {
    case 'value':
      return readValue(reading, facts, path)
    case 'items': {
      setRules(reading, path, [facts.rule])
      const item = read(reading, facts.item, [...path, '[*]'])
      return Array.from({ length: facts.count }, () => item)
    }
    case 'members':
      return readAllMembers(reading, facts, path)
    case 'variants':
      return readVariants(reading, facts.variants, path)
    case 'optional':
      throw invalidInteraction(`${formatPath(path)} cannot be optional: only members of objects can.`, {
        fix: 'write one interaction with it and one without it',
      })
  }
}

function readValue(reading: Reading, { example, rules, combine, generator }: ValueFacts, path: Path): Json {
  // Whoever asks for something that a state has made asks for exactly that.
  const isExact = reading.side === 'request' && generator?.type === 'ProviderState'
  if (!isExact) reading.rules.set(formatPath(path), { combine, rules })
  if (generator !== undefined) reading.generators.set(formatPath(path), generator)
  return read(reading, example, path)
}

type MembersFacts = Extract<MatcherFacts, { readonly kind: 'members' }>

function readAllMembers(reading: Reading, { name, member, nameRules }: MembersFacts, path: Path): Json {
  const names: readonly MatchingRule[] =
    nameRules.length === 0
      ? []
      : [{ match: 'each-key', definition: { value: name, rules: nameRules, generator: undefined } }]
  setRules(reading, path, [...names, { match: 'values' }])
  const below = [...path, '*']
  if (!isMatcher(member)) setRules(reading, below, [{ match: 'type' }])
  const members: Record<string, Json> = {}
  defineMember(members, name, read(reading, member, below))
  return members
}

/** Each variant has rules of its own, with paths that begin at the item. */
function readVariants(reading: Reading, templates: readonly unknown[], path: Path): Json {
  const items: Json[] = []
  const variants = templates.map((template, index) => {
    const variant = newReading(reading.side)
    items.push(read(variant, template, []))
    for (const [at, example] of variant.optional) {
      reading.optional.set(`${formatPath([...path, index])}${at.slice(1)}`, example)
    }
    const generators = [...variant.generators].map(
      ([at, generator]) => [at, generatorToJson(generator)] as const,
    )
    return { index, rules: variant.rules, generators: Object.fromEntries(generators) }
  })
  setRules(reading, path, [{ match: 'array-contains', variants }])
  return items
}

function setRules({ rules }: Reading, path: Path, list: readonly MatchingRule[]): void {
  rules.set(formatPath(path), { combine: 'AND', rules: list })
}

function noJson(value: unknown, path: Path) {
  return invalidInteraction(`${formatPath(path)} is ${String(value)} (${typeof value}), which is not JSON.`, {
    fix: 'use texts, numbers, booleans, null, lists, objects and matchers',
  })
}
