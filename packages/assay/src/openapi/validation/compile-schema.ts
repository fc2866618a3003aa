import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JsonSchema } from '../json.ts'
import { toRegExp } from '../to-reg-exp.ts'

/** What is wrong with a value, as the validator says it. Empty: nothing. */
export type Check = (value: unknown) => readonly ErrorObject[]

/** Checks a value against a part of a schema; it knows what the part may refer to. */
export type CheckPart = (part: JsonSchema, value: unknown) => readonly ErrorObject[]

const ajv = new Ajv2020({
  // A document may carry keywords and formats of its own: they are for others to understand.
  strict: false,
  logger: false,
  allErrors: true,
  verbose: true,
  // 0.07 is a multiple of 0.01, whatever the remainder of the division in binary is.
  multipleOfPrecision: 9,
  code: { regExp: Object.assign(toRegExp, { code: 'toRegExp' }) },
})
addFormats.default(ajv)

/**
 * Compiles a schema that stands alone.
 *
 * @throws Error that says what is wrong with the schema.
 */
export function compileSchema(schema: JsonSchema): Check {
  const validate = ajv.compile(schema)
  // The validator keeps every schema it has seen; whoever needs this one again keeps the check.
  if (typeof schema === 'object') ajv.removeSchema(schema)
  return (value) => (validate(value) === true ? [] : (validate.errors ?? []))
}
