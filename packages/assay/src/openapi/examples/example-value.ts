import type { JsonObject, JsonSchema } from '../json.ts'
import type { CheckPart } from '../validation/compile-schema.ts'
import { partsOf, type Validator, validatorOf } from '../validation/validators.ts'
import { arrayExamples } from './array-examples.ts'
import { type Candidate, type PartContext, poolFrom } from './candidate-pool.ts'
import { cyclicReferences } from './cyclic-references.ts'
import { type FlatSchema, flattenSchema } from './flatten-schema.ts'
import { numberExamples } from './number-examples.ts'
import { objectExamples } from './object-examples.ts'
import { stringExamples } from './string-examples.ts'

const MOST_CANDIDATES = 60
/** After so many values, only what must be there is added. */
const MANY_VALUES = 5_000
/** After so many values, the search is given up. */
const MOST_VALUES = 50_000

/**
 * A value that satisfies a schema that stands alone, always the same one: an example, constant,
 * default or member of an enumeration written in it, or one made from the schema. `undefined` when
 * none was found.
 *
 * First every part gives its first idea. Only if that does not hold together each part is asked for
 * ideas that are known to hold, which takes a validator of its own for each part.
 */
export function exampleOf(
  schema: JsonSchema,
  validate: Validator = validatorOf(schema),
): Candidate | undefined {
  const first = firstOf(
    candidates(
      schema,
      generationOf(schema, () => []),
    ),
  )
  if (first !== undefined && validate(first.value).length === 0) return first
  return firstOf(candidates(schema, generationOf(schema, partsOf(schema))))
}

function firstOf(values: Generator<unknown>): Candidate | undefined {
  const { done, value } = values.next()
  return done === true ? undefined : { value }
}

interface Generation {
  readonly whole: JsonSchema
  readonly cyclic: ReadonlySet<string>
  readonly check: CheckPart
  readonly count: { values: number }
}

function generationOf(whole: JsonSchema, check: CheckPart): Generation {
  return { whole, cyclic: cyclicReferences(whole), check, count: { values: 0 } }
}

function* candidates(
  schema: JsonSchema,
  generation: Generation,
  followed: readonly string[] = [],
): Generator<unknown> {
  const { whole, cyclic, check, count } = generation
  for (const flat of flattenSchema(schema, { whole, cyclic, followed })) {
    for (const value of valuesOf(flat, generation)) {
      count.values += 1
      if (count.values > MOST_VALUES) return
      if (check(schema, value).length === 0) yield value
    }
  }
}

function* valuesOf(flat: FlatSchema, generation: Generation): Generator<unknown> {
  const { schema } = flat
  if ('const' in schema) {
    yield schema['const']
    return
  }
  if (schema['example'] !== undefined) yield schema['example']
  if (Array.isArray(schema['examples'])) yield* schema['examples']
  if (schema['default'] !== undefined) yield schema['default']
  if (Array.isArray(schema['enum'])) {
    yield* schema['enum']
    return
  }
  for (const type of typesOf(schema)) yield* valuesOfType(type, flat, generation)
}

function valuesOfType(type: string, flat: FlatSchema, generation: Generation): Iterable<unknown> {
  switch (type) {
    case 'object':
      return objectExamples(flat, partContext(generation))
    case 'array':
      return arrayExamples(flat, partContext(generation))
    case 'string':
      return stringExamples(flat.schema)
    case 'integer':
    case 'number':
      return numberExamples(flat.schema, type === 'integer')
    case 'boolean':
      return [true, false]
    default:
      return [null]
  }
}

function partContext(generation: Generation): PartContext {
  return {
    poolOf: (part, within) => poolFrom(candidates(part, generation, within.followed), MOST_CANDIDATES),
    isTerse: ({ followed }) =>
      new Set(followed).size < followed.length || generation.count.values > MANY_VALUES,
  }
}

/** Keywords that only one type has: by them a schema without `type` says which it means. */
const TYPE_BY_KEYWORD: Readonly<Record<string, string>> = {
  properties: 'object',
  required: 'object',
  additionalProperties: 'object',
  patternProperties: 'object',
  minProperties: 'object',
  items: 'array',
  prefixItems: 'array',
  minItems: 'array',
  contains: 'array',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
}

/** The types a schema allows, `null` last; a schema that names none probably means one. */
function typesOf(schema: JsonObject): string[] {
  const types = [schema['type'] ?? []].flat().map(String)
  if (types.length > 0)
    return types.toSorted((left, right) => Number(left === 'null') - Number(right === 'null'))
  const keyword = Object.keys(TYPE_BY_KEYWORD).find((name) => name in schema)
  const meant = keyword === undefined ? 'string' : TYPE_BY_KEYWORD[keyword]
  const others = ['string', 'number', 'boolean', 'object', 'array', 'null'].filter((type) => type !== meant)
  return [meant ?? 'string', ...others]
}
