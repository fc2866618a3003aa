import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type JsonObject, stringsOf } from '../json.ts'

type Merge = (left: unknown, right: unknown) => unknown

const both: Merge = (left, right) => ({ allOf: [left, right] })
const larger: Merge = (left, right) => Math.max(Number(left), Number(right))
const smaller: Merge = (left, right) => Math.min(Number(left), Number(right))
const eachMember: Merge = (left, right) => mergeMembers(left, right, both)

/** How two schemas that must both hold say it in one, keyword by keyword. */
const MERGES: Readonly<Record<string, Merge>> = {
  type: commonTypes,
  enum: (left, right) =>
    listOf(left).filter((value) => listOf(right).some((other) => isDeepStrictEqual(value, other))),
  required: (left, right) => [...new Set([...stringsOf(left), ...stringsOf(right)])],
  properties: eachMember,
  patternProperties: eachMember,
  dependentSchemas: eachMember,
  dependentRequired: (left, right) =>
    mergeMembers(left, right, (own, other) => [...stringsOf(own), ...stringsOf(other)]),
  items: both,
  additionalProperties: both,
  unevaluatedProperties: both,
  propertyNames: both,
  not: (left, right) => ({ anyOf: [left, right] }),
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  uniqueItems: (left, right) => left === true || right === true,
  multipleOf: (left, right) => leastCommonMultiple(Number(left), Number(right)),
  example: (left, right) => mergeMembers(left, right, (_, other) => other),
}

/**
 * One schema for two that must both hold. It may allow more than both together (of two patterns
 * only one is kept): who builds a value from it checks the value against what was merged.
 */
export function mergeSchemas(left: JsonObject, right: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...left }
  for (const [keyword, value] of Object.entries(right)) {
    const merge = MERGES[keyword]
    const isInBoth = keyword in left && !isDeepStrictEqual(left[keyword], value)
    merged[keyword] = isInBoth && merge !== undefined ? merge(left[keyword], value) : value
  }
  return merged
}

function mergeMembers(left: unknown, right: unknown, merge: Merge): unknown {
  if (!isJsonObject(left) || !isJsonObject(right)) return right
  const merged: Record<string, unknown> = { ...left }
  for (const [name, value] of Object.entries(right)) {
    merged[name] = name in left ? merge(left[name], value) : value
  }
  return merged
}

function commonTypes(left: unknown, right: unknown): unknown {
  const own = [left].flat()
  const other = [right].flat()
  const narrowed = own.filter(
    (type) => other.includes(type) || (type === 'integer' && other.includes('number')),
  )
  const integer = own.includes('number') && other.includes('integer') && !narrowed.includes('integer')
  return integer ? [...narrowed, 'integer'] : narrowed
}

function leastCommonMultiple(left: number, right: number): number {
  if (!Number.isInteger(left) || !Number.isInteger(right)) return Math.max(left, right)
  let [large, small] = [left, right]
  while (small !== 0) [large, small] = [small, large % small]
  return (left * right) / large
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
