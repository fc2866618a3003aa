import { dereference } from '../../openapi/dereference.ts'
import type { OpenapiDocument } from '../../openapi/document.ts'
import { isJsonObject, type JsonObject } from '../../openapi/json.ts'
import { operationsOf } from '../../openapi/read-operations.ts'
import { markCycles } from './mark-cycles.ts'
import { requestForm, withRequestSchemas } from './request-schemas.ts'

/** A document as the comparator reads it, and what its paths are called in the real one. */
export interface ComparableDocument {
  /** A copy: the comparator writes into what it gets. */
  readonly root: JsonObject
  readonly writtenPaths: ReadonlyMap<string, string>
}

/**
 * Writes out what the comparator does not look for: the paths of servers, references from paths to
 * path items and from parameters to schemas, what requests need not have. Paths in a
 * pact are relative to the address of the provider, which may end with the path of a server or not:
 * both are right.
 */
export function comparableDocument(document: OpenapiDocument): ComparableDocument {
  const root = withRequestSchemas(document)
  const written = isJsonObject(root['paths']) ? root['paths'] : {}
  const items = Object.entries(written)
    .filter(([path]) => path.startsWith('/'))
    .map(([path, item]) => [path, pathItem(document, item)] as const)
  const prefixed = items.flatMap(([path, item]) =>
    basePathsOf(document, path).map((basePath) => ({ served: `${basePath}${path}`, path, item })),
  )
  const others = prefixed.filter(({ served }) => !Object.hasOwn(written, served))
  const paths = Object.fromEntries([...items, ...others.map(({ served, item }) => [served, item] as const)])
  return {
    root: structuredClone(markCycles({ ...root, paths })),
    writtenPaths: new Map(others.map(({ served, path }) => [served, path])),
  }
}

function basePathsOf(document: OpenapiDocument, path: string): string[] {
  const operations = operationsOf(document).filter((operation) => operation.path === path)
  return [...new Set(operations.flatMap(({ basePaths }) => basePaths))]
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

function pathItem(document: OpenapiDocument, item: unknown): JsonObject {
  const members = dereference(document.root, item)
  if (!isJsonObject(members)) return {}
  const parts = Object.entries(members).map(([name, member]): [string, unknown] => {
    if (name === 'parameters') return [name, parameters(document, member)]
    return [name, METHODS.has(name) && isJsonObject(member) ? operation(document, member) : member]
  })
  return Object.fromEntries(parts)
}

function operation(document: OpenapiDocument, written: JsonObject): JsonObject {
  const { parameters: own, requestBody: body } = written
  return {
    responses: {},
    ...written,
    ...(own === undefined ? {} : { parameters: parameters(document, own) }),
    ...(body === undefined ? {} : { requestBody: requestForm(document, dereference(document.root, body)) }),
  }
}

function parameters({ root }: OpenapiDocument, list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list.map((item) => parameter(root, dereference(root, item))) : []
}

/** How the text of a parameter is read depends on the type of its schema, which may be elsewhere. */
function parameter(root: JsonObject, item: unknown): unknown {
  if (!isJsonObject(item) || !isJsonObject(item['schema'])) return item
  const { $ref, ...beside } = item['schema']
  if ($ref === undefined) return item
  const target = dereference(root, item['schema'])
  return isJsonObject(target) ? { ...item, schema: { ...target, ...beside } } : item
}
