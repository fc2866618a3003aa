import { configurationError } from '../errors/assay-error.ts'
import type { OpenapiDocument } from './document.ts'
import { exampleOf } from './examples/example-value.ts'
import { jsonSchemaOf, type SchemaUse } from './json-schema.ts'
import { isJsonType } from './media-type.ts'
import type { MediaType, Operation, Parameter, ResponseDescription } from './operation.ts'
import { nameOf } from './operation-name.ts'
import { validatorFor } from './validation/validators.ts'

/** A response as a document describes it. */
export interface ExampleResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Missing when the document describes none. Text, unless the content type is JSON. */
  readonly body?: unknown
}

/**
 * A value of a schema, always the same one: an example, default or member of an enumeration written
 * in it, or one made from it. What is written but does not satisfy the schema is passed over.
 *
 * @throws AssayError `openapi_no_example` when none was found, `openapi_invalid` when the schema is wrong.
 *
 * @example
 * exampleFor(document, namedSchema(document, 'Order')) // { id: 'o1', total: 1 }
 */
export function exampleFor(document: OpenapiDocument, use: SchemaUse): unknown {
  const validate = validatorFor(document, use)
  const found = exampleOf(jsonSchemaOf(document, use), validate)
  if (found === undefined) throw noExample(document, use.of, 'nothing was found that satisfies its schema')
  return found.value
}

/**
 * How an operation answers when all goes well: with its first documented 2xx and the example of it.
 *
 * @throws AssayError `openapi_no_example` or `openapi_invalid`
 *
 * @example
 * exampleResponse(document, operation)
 * // { status: 200, headers: { 'content-type': 'application/json' }, body: { id: 'p1', price: 10 } }
 */
export function exampleResponse(document: OpenapiDocument, operation: Operation): ExampleResponse {
  const response = usualResponse(operation)
  if (response === undefined) return { status: 200, headers: {} }
  const of = `${nameOf(operation)} ${response.status}`
  const status = /^\d+$/.test(response.status) ? Number(response.status) : Number(`${response.status[0]}00`)
  const headers = headersOf(document, response, of)
  const types = Object.keys(response.content)
  const type = types.find(isJsonType) ?? types[0]
  const mediaType = type === undefined ? undefined : response.content[type]
  if (type === undefined || mediaType === undefined) return { status: status || 200, headers }
  const body = isJsonType(type)
    ? jsonExample(document, mediaType, `${of} ${type}`)
    : textExample(document, mediaType, `${of} ${type}`)
  return { status: status || 200, headers: { ...headers, 'content-type': type }, body }
}

function usualResponse({ responses }: Operation): ResponseDescription | undefined {
  const all = Object.values(responses)
  const success = all.find(({ status }) => status.startsWith('2'))
  return success ?? responses['default'] ?? all[0]
}

function headersOf(
  document: OpenapiDocument,
  response: ResponseDescription,
  of: string,
): Record<string, string> {
  const isGiven = ({ required, examples }: Parameter) => required || Object.keys(examples).length > 0
  return Object.fromEntries(
    response.headers
      .filter(isGiven)
      .map((header) => [
        header.name.toLowerCase(),
        String(jsonExample(document, header, `${of} header ${header.name}`)),
      ]),
  )
}

/** The first written example that satisfies the schema, or one made from the schema. */
function jsonExample(document: OpenapiDocument, { schema, examples }: MediaType, of: string): unknown {
  const written = Object.values(examples)
  if (schema === undefined) return written.length > 0 ? written[0] : {}
  const use: SchemaUse = { schema, direction: 'response', of }
  const validate = validatorFor(document, use)
  const valid = written.filter((example) => validate(example).length === 0)
  return valid.length > 0 ? valid[0] : exampleFor(document, use)
}

function textExample(document: OpenapiDocument, { schema, examples }: MediaType, of: string): string {
  const [written] = Object.values(examples)
  if (typeof written === 'string') return written
  const value = schema === undefined ? '' : exampleFor(document, { schema, direction: 'response', of })
  if (typeof value === 'string') return value
  throw noExample(document, of, 'only JSON is made from a schema')
}

function noExample(document: OpenapiDocument, of: string, reason: string) {
  return configurationError({
    code: 'openapi_no_example',
    message: `There is no example of ${of}: ${reason}.`,
    evidence: [`in: ${document.file}`],
    fix: 'write an "example" in the document, or correct the schema if nothing can satisfy it',
  })
}
