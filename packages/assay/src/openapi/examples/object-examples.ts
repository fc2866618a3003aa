import { isJsonObject, isJsonSchema, type JsonObject, type JsonSchema, stringsOf } from '../json.ts'
import { toRegExp } from '../to-reg-exp.ts'
import { type Candidate, numberAt, type PartContext, type Pool } from './candidate-pool.ts'
import { allowsMember, type FlatSchema } from './flatten-schema.ts'
import { patternExamples } from './pattern-examples.ts'

const MOST_VARIANTS = 30
const MOST_MEMBERS = 1_000

type Members = ReadonlyMap<string, Pool>

/**
 * Objects that a flat schema allows: with all the members it names, then with other values for
 * them, then with only the required ones, then with each of the optional ones alone.
 */
export function* objectExamples(flat: FlatSchema, context: PartContext): Generator<JsonObject> {
  const members = membersOf(flat, context)
  const required = withDependents(stringsOf(flat.schema['required']), flat)
  if (required.some((name) => members.get(name)?.at(0) === undefined)) return
  const optional = [...members.keys()].filter((name) => !required.includes(name))
  const most = numberAt(flat.schema, 'maxProperties', MOST_MEMBERS)
  const least = numberAt(flat.schema, 'minProperties', 0)
  const usual = context.isTerse(flat) ? Math.max(least - required.length, 0) : optional.length
  const chosen = [...required, ...optional.slice(0, Math.min(usual, most - required.length))]
  for (let variant = 0; variant < MOST_VARIANTS; variant += 1) {
    const names = withDependents(chosen, flat)
    const isNew = variant === 0 || names.some((name) => members.get(name)?.at(variant) !== undefined)
    if (!isNew) break
    yield objectFrom(members, names, variant)
  }
  yield objectFrom(members, required, 0)
  for (const name of optional) yield objectFrom(members, withDependents([...required, name], flat), 0)
}

/** In the order the schema names them; what has no candidate is left out. */
function objectFrom(members: Members, names: readonly string[], variant: number): JsonObject {
  const object: Record<string, unknown> = {}
  for (const [name, pool] of members) {
    const candidate: Candidate | undefined = names.includes(name)
      ? (pool.at(variant) ?? pool.at(0))
      : undefined
    if (candidate !== undefined) object[name] = candidate.value
  }
  return object
}

function membersOf(flat: FlatSchema, context: PartContext): Members {
  const { schema } = flat
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {}
  const named = new Set(withDependents([...Object.keys(properties), ...stringsOf(schema['required'])], flat))
  const least = numberAt(schema, 'minProperties', 0)
  const isMap = named.size === 0 && !context.isTerse(flat) && describesOthers(schema)
  const missing = Math.max(least - named.size, isMap ? 1 : 0)
  const names = [
    ...named,
    ...otherNames(flat, context)
      .filter((name) => !named.has(name))
      .take(missing),
  ]
  const members = new Map<string, Pool>()
  for (const name of names) {
    if (allowsMember(flat, name)) members.set(name, context.poolOf(schemaOfMember(flat, name), flat))
  }
  return members
}

/** Whether the schema is one of a map: its members are described, but not named. */
function describesOthers(schema: JsonObject): boolean {
  return isJsonObject(schema['additionalProperties']) || isJsonObject(schema['patternProperties'])
}

/** The schema of a member is all that is said of its name. */
function schemaOfMember({ schema }: FlatSchema, name: string): JsonSchema {
  const { properties, patternProperties } = schema
  const own = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
  const byPattern = Object.entries(isJsonObject(patternProperties) ? patternProperties : {})
    .filter(([pattern]) => toRegExp(pattern).test(name))
    .map(([, part]) => part)
  const parts = [own, ...byPattern].filter(isJsonSchema)
  const others = schema['additionalProperties'] ?? schema['unevaluatedProperties']
  if (parts.length === 0) return isJsonSchema(others) ? others : true
  return parts.length === 1 ? (parts[0] ?? true) : { allOf: parts }
}

/** Names for members that the schema describes without naming them. */
function* otherNames(flat: FlatSchema, context: PartContext): Generator<string> {
  const { patternProperties, propertyNames } = flat.schema
  if (isJsonObject(patternProperties)) {
    for (const pattern of Object.keys(patternProperties))
      yield* patternExamples(pattern).filter((name) => name !== '')
  }
  if (isJsonSchema(propertyNames))
    yield* namesFrom(context.poolOf({ allOf: [{ type: 'string' }, propertyNames] }, flat))
  for (let count = 1; count <= MOST_MEMBERS; count += 1) yield `property${count}`
}

function* namesFrom(pool: Pool): Generator<string> {
  for (let index = 0; ; index += 1) {
    const candidate = pool.at(index)
    if (typeof candidate?.value !== 'string') return
    yield candidate.value
  }
}

/** With some members others must be there too. */
function withDependents(names: readonly string[], { schema }: FlatSchema): string[] {
  const dependents = isJsonObject(schema['dependentRequired']) ? schema['dependentRequired'] : {}
  const all = new Set(names)
  for (const name of all) for (const dependent of stringsOf(dependents[name])) all.add(dependent)
  return [...all]
}
