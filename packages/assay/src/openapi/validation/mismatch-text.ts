import type { ErrorObject } from 'ajv/dist/2020.js'
import { nearest } from '../../base/nearest.ts'
import { describeValue, isJsonObject } from '../json.ts'
import { BARRED_KEY } from '../travel-direction.ts'

type Expectation = (params: Readonly<Record<string, unknown>>, error: ErrorObject) => string

/** What a value should have been, by the keyword it fails. */
const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  type: ({ type }) => describeTypes([type].flat()),
  enum: ({ allowedValues }) => `one of ${[allowedValues].flat().map(describeValue).join(', ')}`,
  const: ({ allowedValue }) => describeValue(allowedValue),
  minimum: ({ limit }) => `at least ${limit}`,
  maximum: ({ limit }) => `at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `less than ${limit}`,
  multipleOf: ({ multipleOf }) => `a multiple of ${multipleOf}`,
  minLength: ({ limit }) => `at least ${count(limit, 'character')}`,
  maxLength: ({ limit }) => `at most ${count(limit, 'character')}`,
  minItems: ({ limit }) => `at least ${count(limit, 'item')}`,
  maxItems: ({ limit }) => `at most ${count(limit, 'item')}`,
  minProperties: ({ limit }) => `at least ${count(limit, 'property', 'properties')}`,
  maxProperties: ({ limit }) => `at most ${count(limit, 'property', 'properties')}`,
  items: ({ limit }) => `at most ${count(limit, 'item')}`,
  pattern: ({ pattern }) => `text that matches /${pattern}/`,
  format: ({ format }) => `the format ${format}`,
  contains: ({ minContains }) => `at least ${count(minContains, 'matching item')}`,
}

/** Sentences of their own, for what is not about one expected value. */
const SENTENCES: Readonly<Record<string, Expectation>> = {
  required: () => 'is required, but missing',
  dependentRequired: ({ property }) => `is required when "${property}" is there, but missing`,
  additionalProperties: ({ additionalProperty }, error) => unknownMember(additionalProperty, error),
  unevaluatedProperties: ({ unevaluatedProperty }, error) => unknownMember(unevaluatedProperty, error),
  uniqueItems: ({ i, j }) => `expected no item twice, but items ${j} and ${i} are equal`,
  'false schema': () => 'is not allowed',
  not: (_, error) => barReason(error) ?? `is what it must not be: ${describeValue(error.data)}`,
}

/** What was expected at the place of an error, and what was there. */
export function mismatchText(error: ErrorObject): string {
  const sentence = SENTENCES[error.keyword]
  if (sentence !== undefined) return sentence(error.params, error)
  const expectation = EXPECTATIONS[error.keyword]
  const got = describeValue(error.data)
  if (expectation === undefined) return `${error.message ?? `fails "${error.keyword}"`}, got ${got}`
  return `expected ${expectation(error.params, error)}, got ${got}`
}

/**
 * Names JSON types in a sentence.
 *
 * @example
 * describeTypes(['object', 'null']) // 'an object or null'
 */
export function describeTypes(types: readonly unknown[]): string {
  const names = [...new Set(types)].map((type) => {
    if (type === 'null') return 'null'
    return /^[aio]/.test(String(type)) ? `an ${type}` : `a ${type}`
  })
  return names.join(' or ')
}

function count(limit: unknown, one: string, many = `${one}s`): string {
  return `${limit} ${limit === 1 ? one : many}`
}

function unknownMember(name: unknown, { parentSchema }: ErrorObject): string {
  const properties: unknown = parentSchema?.['properties']
  const known = isJsonObject(properties) ? Object.keys(properties) : []
  const guess = nearest(String(name), known)
  return guess === undefined ? 'is not in the schema' : `is not in the schema; did you mean "${guess}"?`
}

function barReason({ parentSchema }: ErrorObject): string | undefined {
  const reason: unknown = parentSchema?.[BARRED_KEY]
  return typeof reason === 'string' ? reason : undefined
}
