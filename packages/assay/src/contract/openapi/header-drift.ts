import { dereference } from '../../openapi/dereference.ts'
import type { OpenapiDocument } from '../../openapi/document.ts'
import { isJsonObject, type JsonSchema } from '../../openapi/json.ts'
import type { Parameter } from '../../openapi/operation.ts'
import { validatorFor } from '../../openapi/validation/validators.ts'

/** What is wrong with one header of an answer. */
export interface HeaderProblem {
  readonly name: string
  readonly sentence: string
}

/** Every header that is missing though it is required, or is not as its schema says. */
export function headerProblems(
  document: OpenapiDocument,
  documented: readonly Parameter[],
  headers: Readonly<Record<string, readonly string[]>>,
): HeaderProblem[] {
  return documented.flatMap((header): HeaderProblem[] => {
    const { name } = header
    // OpenAPI: a header of this name is described by the media types, and is to be ignored here.
    if (name.toLowerCase() === 'content-type') return []
    const value = headers[name.toLowerCase()]?.join(', ')
    if (value === undefined) return header.required ? [{ name, sentence: 'is required, but missing' }] : []
    return valueProblems(document, header, value).map((line) => ({
      name,
      sentence: line.replace(/^\$: /, ''),
    }))
  })
}

/** A header is a text: it is right when one of the values that the text may stand for is. */
function valueProblems(document: OpenapiDocument, { name, schema }: Parameter, value: string): string[] {
  if (schema === undefined) return []
  const validate = validatorFor(document, { schema, direction: 'response', of: `header ${name}` })
  const readings = readingsOf(value, typesOf(document, schema))
  const problems = readings.map((reading) => validate(reading))
  return problems.some((lines) => lines.length === 0) ? [] : problems.at(-1)!
}

/** The last one is what the schema asks for, so that it is what is told. */
function readingsOf(value: string, types: readonly string[]): unknown[] {
  const list = value.split(',').map((item) => item.trim())
  const primitive = primitiveOf(value)
  const readings = [list, list.map(primitiveOf), value, primitive]
  if (types.includes('array')) return [value, primitive, list, list.map(primitiveOf)]
  return types.includes('string') ? [...readings, value] : readings
}

function primitiveOf(text: string): unknown {
  return /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(text) ? JSON.parse(text) : text
}

function typesOf(document: OpenapiDocument, schema: JsonSchema): readonly string[] {
  const target = dereference(document.root, schema)
  const type = isJsonObject(target) ? target['type'] : undefined
  return Array.isArray(type) ? type : typeof type === 'string' ? [type] : []
}
