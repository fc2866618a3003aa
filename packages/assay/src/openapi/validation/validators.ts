import { messageOf } from '../../errors/assay-error.ts'
import { type OpenapiDocument, oncePerDocument } from '../document.ts'
import { isJsonObject, type JsonSchema } from '../json.ts'
import { jsonSchemaOf, type SchemaUse } from '../json-schema.ts'
import { invalidDocument } from '../openapi-error.ts'
import type { Direction } from '../travel-direction.ts'
import { type Check, type CheckPart, compileSchema } from './compile-schema.ts'
import { mismatchLines } from './mismatch-lines.ts'

/** What is wrong with a value, in lines that people read. Empty: nothing. */
export type Validator = (value: unknown) => string[]

const cacheOf = oncePerDocument(() => new Map<Direction | undefined, Map<JsonSchema, Validator>>())

/**
 * The validator of a schema of a document. It is compiled once and kept as long as the document.
 *
 * @throws AssayError `openapi_invalid` when the schema itself is wrong.
 */
export function validatorFor(document: OpenapiDocument, use: SchemaUse): Validator {
  const cache = cacheOf(document)
  const known = cache.get(use.direction) ?? new Map<JsonSchema, Validator>()
  cache.set(use.direction, known)
  const cached = known.get(use.schema)
  if (cached !== undefined) return cached
  try {
    const validator = validatorOf(jsonSchemaOf(document, use))
    known.set(use.schema, validator)
    return validator
  } catch (error) {
    throw invalidDocument(document.file, [{ place: use.of, text: messageOf(error) }])
  }
}

/** The validator of a schema that stands alone. */
export function validatorOf(schema: JsonSchema): Validator {
  const check = compileSchema(schema)
  const checkPart = partsOf(schema)
  return (value) => {
    const errors = check(value)
    return errors.length === 0 ? [] : mismatchLines(errors, checkPart)
  }
}

/** Checks against the parts of a schema that stands alone, each compiled when it is first met. */
export function partsOf(whole: JsonSchema): CheckPart {
  const checks = new Map<JsonSchema, Check>()
  return (part, value) => {
    const check = checks.get(part) ?? compileSchema(standingAlone(part, whole))
    checks.set(part, check)
    return check(value)
  }
}

/** Gives a part of a schema what it may refer to. */
function standingAlone(part: JsonSchema, whole: JsonSchema): JsonSchema {
  return isJsonObject(whole) && isJsonObject(whole['$defs']) ? { allOf: [part], $defs: whole['$defs'] } : part
}
