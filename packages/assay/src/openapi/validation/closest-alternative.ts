import type { ErrorObject } from 'ajv/dist/2020.js'
import { describeValue, isJsonObject, isJsonSchema, type JsonSchema } from '../json.ts'
import type { CheckPart } from './compile-schema.ts'
import { describeTypes } from './mismatch-text.ts'

/** What to tell about a value that fits no alternative, or too many. */
export interface ClosestAlternative {
  /** How many errors of alternatives were reported before the one of the keyword itself. */
  readonly errorCount: number
  /** Missing when the errors of the closest one say enough. */
  readonly heading: string | undefined
  /** What is wrong with the closest one; nothing when none is closer than another. */
  readonly closest: readonly ErrorObject[]
}

interface Attempt {
  readonly schema: JsonSchema
  readonly errors: readonly ErrorObject[]
}

/** Chooses, for a failed `anyOf` or `oneOf`, the alternative that the value was most likely meant to be. */
export function closestAlternative(error: ErrorObject, check: CheckPart): ClosestAlternative {
  const schemas: readonly unknown[] = Array.isArray(error.schema) ? error.schema : []
  const attempts = schemas
    .filter(isJsonSchema)
    .map((schema) => ({ schema, errors: check(schema, error.data) }))
  const passing: unknown = error.params['passingSchemas']
  if (Array.isArray(passing)) return tooMany(attempts, passing.map(Number))
  const errorCount = attempts.reduce((sum, { errors }) => sum + errors.length, 0)
  const candidates = attempts.filter(({ errors }) => !errors.some(isTypeOfWhole))
  const [best] = candidates.toSorted((left, right) => distance(left) - distance(right))
  if (best === undefined) {
    const types = attempts.flatMap(({ errors }) => errors.filter(isTypeOfWhole).map(({ schema }) => schema))
    const heading = `expected ${describeTypes(types.flat())}, got ${describeValue(error.data)}`
    return { errorCount, heading, closest: [] }
  }
  if (candidates.length === 1) return { errorCount, heading: undefined, closest: best.errors }
  const heading = `fits none of ${attempts.length} alternatives; the closest is ${nameOf(best.schema, attempts)}:`
  return { errorCount, heading, closest: best.errors }
}

/** Alternatives after the second that fits were not tried any more. */
function tooMany(attempts: readonly Attempt[], passing: readonly number[]): ClosestAlternative {
  const tried = attempts.slice(0, Math.max(...passing) + 1)
  const names = passing.map((index) => attempts[index]).filter((attempt) => attempt !== undefined)
  return {
    errorCount: tried.reduce((sum, { errors }) => sum + errors.length, 0),
    heading: `fits more than one alternative: ${names.map(({ schema }) => nameOf(schema, attempts)).join(', ')}`,
    closest: [],
  }
}

function isTypeOfWhole(error: ErrorObject): boolean {
  return error.keyword === 'type' && error.instancePath === ''
}

/** A wrong constant, such as a discriminator, says "not this one" louder than anything else. */
function distance({ errors }: Attempt): number {
  const constants = errors.filter(({ keyword }) => keyword === 'const' || keyword === 'enum')
  return constants.length * 100 + errors.length
}

function nameOf(schema: JsonSchema, attempts: readonly Attempt[]): string {
  const reference: unknown = isJsonObject(schema) ? (schema['$ref'] ?? schema['title']) : undefined
  if (typeof reference === 'string') return reference.replace(/^.*\//, '')
  return `number ${attempts.findIndex((attempt) => attempt.schema === schema) + 1}`
}
