import { nearest } from '../base/nearest.ts'
import { configurationError } from '../errors/assay-error.ts'
import type { OpenapiDocument } from './document.ts'
import { isJsonObject, isJsonSchema } from './json.ts'
import { toPointer, valueAt } from './json-pointer.ts'
import type { SchemaUse } from './json-schema.ts'
import type { Direction } from './travel-direction.ts'
import { validatorFor } from './validation/validators.ts'

const SCHEMAS = ['components', 'schemas']

/**
 * The schema that a document names under `components.schemas`.
 *
 * @throws AssayError `openapi_unknown_schema` with the nearest name.
 */
export function namedSchema(document: OpenapiDocument, name: string, direction?: Direction): SchemaUse {
  const schemas = valueAt(document.root, SCHEMAS)
  const names = isJsonObject(schemas) ? Object.keys(schemas) : []
  const schema = valueAt(schemas, [name])
  if (isJsonSchema(schema)) return { schema, direction, of: toPointer([...SCHEMAS, name]) }
  const guess = nearest(name, names)
  throw configurationError({
    code: 'openapi_unknown_schema',
    message: `The OpenAPI document ${document.file} has no schema "${name}".`,
    evidence: [`it has: ${names.join(', ') || 'none'}`],
    fix: guess === undefined ? 'use one of the names above' : `did you mean "${guess}"?`,
  })
}

/**
 * What is wrong with a value that should be as a named schema says; nothing when it is.
 *
 * @throws AssayError `openapi_unknown_schema`, or `openapi_invalid` when the schema itself is wrong.
 *
 * @example
 * validateNamedSchema(document, 'Order', { id: 'o1', total: '12' })
 * // ['$.total: expected a number, got "12"']
 */
export function validateNamedSchema(document: OpenapiDocument, name: string, value: unknown): string[] {
  return validatorFor(document, namedSchema(document, name))(value)
}
