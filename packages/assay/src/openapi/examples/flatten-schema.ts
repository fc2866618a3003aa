import { isJsonObject, isJsonSchema, type JsonObject, type JsonSchema } from '../json.ts'
import { toPlace, valueAt } from '../json-pointer.ts'
import { toRegExp } from '../to-reg-exp.ts'
import { mergeSchemas } from './merge-schemas.ts'

/** A schema without references and alternatives: one way to satisfy the one it was made from. */
export interface FlatSchema {
  readonly schema: JsonObject
  /** The schemas merged into it that allow no members but their own. */
  readonly closed: readonly JsonObject[]
  /** The references of cycles that were followed to get here. */
  readonly followed: readonly string[]
}

export interface FlatteningContext {
  /** The schema that stands alone, in which references are looked up. */
  readonly whole: JsonSchema
  /** The references that lead back to themselves. */
  readonly cyclic: ReadonlySet<string>
  readonly followed: readonly string[]
}

/** A reference of a cycle may be followed twice, as two parts of one `allOf` may both need it. */
const MOST_FOLLOWED = 2

/**
 * The ways to satisfy a schema, each as one flat schema: `$ref` and `allOf` merged in, one
 * alternative of `anyOf`, `oneOf` and `if` chosen, in the order they are written. A way that comes
 * back to the same reference again and again is left out, which is what ends recursion.
 */
export function* flattenSchema(schema: JsonSchema, context: FlatteningContext): Generator<FlatSchema> {
  if (schema === false) return
  if (schema === true) {
    yield { schema: {}, closed: [], followed: context.followed }
    return
  }
  const { $ref, $defs, allOf, anyOf, oneOf, if: condition, then, else: otherwise, ...own } = schema
  const ways: (() => Iterable<FlatSchema>)[] = []
  const flatten = (part: JsonSchema) => flattenSchema(part, context)
  if (typeof $ref === 'string') ways.push(() => followReference($ref, context))
  for (const part of schemasOf(allOf)) ways.push(() => flatten(part))
  for (const alternatives of [anyOf, oneOf]) {
    if (Array.isArray(alternatives))
      ways.push(() => nullLast(schemasOf(alternatives)).values().flatMap(flatten))
  }
  if (isJsonSchema(condition)) {
    const met = { allOf: [condition, isJsonSchema(then) ? then : true] }
    const unmet = isJsonSchema(otherwise) ? otherwise : true
    ways.push(() => [met, unmet].values().flatMap(flatten))
  }
  const closed = own['additionalProperties'] === false ? [own] : []
  ways.push(() => [{ schema: own, closed, followed: context.followed }])
  yield* combine({ schema: {}, closed: [], followed: [] }, ways)
}

function* followReference(reference: string, context: FlatteningContext): Generator<FlatSchema> {
  const times = context.followed.filter((other) => other === reference).length
  if (times >= MOST_FOLLOWED) return
  const target = valueAt(context.whole, toPlace(reference) ?? [])
  const followed = context.cyclic.has(reference) ? [...context.followed, reference] : context.followed
  if (isJsonSchema(target)) yield* flattenSchema(target, { ...context, followed })
}

/** Every combination of one way of each part, merged. */
function* combine(merged: FlatSchema, ways: readonly (() => Iterable<FlatSchema>)[]): Generator<FlatSchema> {
  const [first, ...others] = ways
  if (first === undefined) {
    yield merged
    return
  }
  for (const way of first()) {
    const next = {
      schema: mergeSchemas(merged.schema, way.schema),
      closed: [...merged.closed, ...way.closed],
      followed: way.followed.length > merged.followed.length ? way.followed : merged.followed,
    }
    yield* combine(next, others)
  }
}

/** An example says more when it is not null. */
function nullLast(schemas: readonly JsonSchema[]): JsonSchema[] {
  const isNull = (schema: JsonSchema) => isJsonObject(schema) && schema['type'] === 'null'
  return schemas.toSorted((left, right) => Number(isNull(left)) - Number(isNull(right)))
}

function schemasOf(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isJsonSchema) : []
}

/** Whether a member may be there, as far as the schemas that allow only their own say. */
export function allowsMember({ closed }: FlatSchema, name: string): boolean {
  return closed.every((schema) => {
    const { properties, patternProperties } = schema
    if (isJsonObject(properties) && Object.hasOwn(properties, name)) return true
    const patterns = isJsonObject(patternProperties) ? Object.keys(patternProperties) : []
    return patterns.some((pattern) => toRegExp(pattern).test(name))
  })
}
