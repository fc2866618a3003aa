import type { JsonObject, JsonSchema } from './json.ts'

/**
 * Says in dialect 2020-12 what OpenAPI 3.0 says in its own way: `nullable`, and bounds whose
 * `exclusive…` is a boolean. 3.1 already is that dialect. Members below are already translated.
 */
export function toDialect2020(schema: JsonObject, version: '3.0' | '3.1'): JsonSchema {
  // The validator knows `nullable` by itself, whatever the version: it must not see it.
  const { nullable, ...rest } = schema
  if (version === '3.1') return rest
  const bounded = withExclusiveBounds(rest)
  return nullable === true ? withNull(bounded) : bounded
}

function withExclusiveBounds(schema: JsonObject): JsonObject {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema
  return {
    ...rest,
    ...boundFrom('inimum', minimum, exclusiveMinimum),
    ...boundFrom('aximum', maximum, exclusiveMaximum),
  }
}

function boundFrom(ending: 'inimum' | 'aximum', bound: unknown, isExclusive: unknown): JsonObject {
  // A number here is a mistake for 3.0, but nobody can have meant anything else by it.
  const exclusive = typeof isExclusive === 'number' ? { [`exclusiveM${ending}`]: isExclusive } : {}
  if (bound === undefined) return exclusive
  return isExclusive === true ? { [`exclusiveM${ending}`]: bound } : { ...exclusive, [`m${ending}`]: bound }
}

/**
 * `nullable` extends `type`; `enum` must name `null` itself. Without a type the rule of the
 * specification would make it say nothing, but those who write it beside `allOf` or `oneOf` mean
 * that the whole may be null, and generators write exactly that.
 */
function withNull(schema: JsonObject): JsonSchema {
  const { type } = schema
  if (typeof type === 'string') return { ...schema, type: [type, 'null'] }
  const isComposed = ['allOf', 'anyOf', 'oneOf'].some((keyword) => keyword in schema)
  return isComposed ? { anyOf: [{ type: 'null' }, schema] } : schema
}
