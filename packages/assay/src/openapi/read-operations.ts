import { messageOf } from '../errors/assay-error.ts'
import { basePathsOf } from './base-paths.ts'
import { type OpenapiDocument, oncePerDocument } from './document.ts'
import { type Cursor, cursorAtRoot } from './document-cursor.ts'
import { isJsonObject, isJsonSchema } from './json.ts'
import { toPointer } from './json-pointer.ts'
import type { DocumentProblem } from './openapi-error.ts'
import type { Content, MediaType, Operation, Parameter, ResponseDescription } from './operation.ts'
import { parseTemplate, shapeOf } from './path-template.ts'

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

interface OperationsRead {
  readonly operations: readonly Operation[]
  readonly problems: readonly DocumentProblem[]
}

/** Reads every operation of a document and notes what is malformed. */
export const readOperations = oncePerDocument(({ root }): OperationsRead => {
  const problems: DocumentProblem[] = []
  const document = cursorAtRoot(root, problems)
  const operations = document
    .at('paths')
    .members()
    .filter(([path, item]) => isTemplate(path, item))
    .flatMap(([path, item]) => operationsOfPath(path, item, document.at('servers')))
  return { operations, problems: [...problems, ...repeated(operations)] }
})

/**
 * The operations of a document, in the order they are written.
 *
 * @example
 * operationsOf(document)[0]?.responses['200']?.content['application/json']?.schema
 */
export function operationsOf(document: OpenapiDocument): readonly Operation[] {
  return readOperations(document).operations
}

function isTemplate(path: string, item: Cursor): boolean {
  try {
    parseTemplate(path)
    return true
  } catch (error) {
    item.report(messageOf(error))
    return false
  }
}

function operationsOfPath(path: string, item: Cursor, servers: Cursor): Operation[] {
  const shared = parametersFrom(item.at('parameters'))
  const names = item.members().map(([name]) => name)
  return METHODS.filter((method) => names.includes(method)).map((method) => {
    const written = item.at(method)
    written.members()
    const own = parametersFrom(written.at('parameters'))
    const isOwn = ({ name, in: place }: Parameter) =>
      own.some((parameter) => parameter.name === name && parameter.in === place)
    const operationId = written.at('operationId').value
    const body = written.at('requestBody')
    const named = [written.at('servers'), item.at('servers')].find(({ value }) => value !== undefined)
    return {
      method: method.toUpperCase(),
      path,
      basePaths: basePathsOf(named ?? servers),
      operationId: typeof operationId === 'string' ? operationId : undefined,
      parameters: [...shared.filter((parameter) => !isOwn(parameter)), ...own],
      request:
        body.value === undefined
          ? undefined
          : { required: body.at('required').value === true, content: contentFrom(body.at('content')) },
      responses: Object.fromEntries(written.at('responses').members().map(responseFrom)),
    }
  })
}

function parametersFrom(list: Cursor): Parameter[] {
  return list.items().flatMap((item) => {
    const name = item.at('name').value
    const place = item.at('in').value
    if (typeof name === 'string' && isParameterPlace(place)) return parameterFrom(item, name, place)
    item.report('a parameter needs a "name", and an "in" of path, query, header or cookie')
    return []
  })
}

function isParameterPlace(value: unknown): value is Parameter['in'] {
  return value === 'path' || value === 'query' || value === 'header' || value === 'cookie'
}

/** A parameter says what it is by a schema, or by the schema of its only media type. */
function parameterFrom(item: Cursor, name: string, place: Parameter['in']): Parameter {
  const [only] = Object.values(contentFrom(item.at('content')))
  const required = item.at('required').value === true
  return { name, in: place, required, ...(only ?? mediaTypeFrom(item)) }
}

function responseFrom([status, item]: [string, Cursor]): [string, ResponseDescription] {
  if (!/^([1-5](\d\d|XX)|default)$/.test(status)) item.report('it is not a status; 200, 4XX and default are')
  item.members()
  const headers = item.at('headers').members()
  return [
    status,
    {
      status,
      headers: headers.map(([name, header]) => parameterFrom(header, name, 'header')),
      content: contentFrom(item.at('content')),
    },
  ]
}

function contentFrom(item: Cursor): Content {
  const types = item.members().map(([name, type]) => [name.toLowerCase(), mediaTypeFrom(type)] as const)
  return Object.fromEntries(types)
}

function mediaTypeFrom(item: Cursor): MediaType {
  const examples: Record<string, unknown> = {}
  const single = item.at('example').value
  if (single !== undefined) examples['example'] = single
  for (const [name, example] of item.at('examples').members()) {
    if (isJsonObject(example.value) && 'value' in example.value) examples[name] = example.value['value']
  }
  const schema = item.at('schema')
  if (isJsonSchema(schema.written) && isJsonSchema(schema.value)) return { schema: schema.written, examples }
  if (schema.value !== undefined) schema.report('it is not a schema')
  return { schema: undefined, examples }
}

/** Operations that a request, or a reader, cannot tell apart. */
function repeated(operations: readonly Operation[]): DocumentProblem[] {
  const known = new Map<string, string>()
  return operations.flatMap(({ method, path, operationId }) => {
    const place = toPointer(['paths', path, method.toLowerCase()])
    const keys = [`${method} ${shapeOf(parseTemplate(path))}`]
    if (operationId !== undefined) keys.push(`operationId "${operationId}"`)
    return keys.flatMap((key) => {
      const first = known.get(key)
      known.set(key, place)
      return first === undefined ? [] : [{ place, text: `${key} is already at ${first}` }]
    })
  })
}
