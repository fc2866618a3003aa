import { resolve } from 'node:path'
import { bundleReferences } from './bundle-references.ts'
import type { OpenapiDocument } from './document.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { invalidDocument } from './openapi-error.ts'
import { readOperations } from './read-operations.ts'

/**
 * Reads an OpenAPI 3.0 or 3.1 document, JSON or YAML, and the files it refers to.
 *
 * @throws AssayError `openapi_unreadable`, or `openapi_invalid` naming every place that is wrong.
 *
 * @example
 * const document = await loadOpenapi('services/products/openapi.json')
 * operationsOf(document).map(({ method, path }) => `${method} ${path}`) // ['GET /products', …]
 */
export async function loadOpenapi(file: string): Promise<OpenapiDocument> {
  const absoluteFile = resolve(file)
  const root = await bundleReferences(absoluteFile)
  if (!isJsonObject(root)) throw invalidDocument(absoluteFile, [{ place: '#', text: 'it is not an object' }])
  const document = { file: absoluteFile, version: versionOf(root, absoluteFile), root }
  const { problems } = readOperations(document)
  if (problems.length > 0) throw invalidDocument(absoluteFile, problems)
  return document
}

function versionOf(root: JsonObject, file: string): OpenapiDocument['version'] {
  const written = root['openapi'] ?? root['swagger']
  const version = /^3\.[01](?=\.|$)/.exec(String(written))?.[0]
  if (version === '3.0' || version === '3.1') return version
  const text =
    written === undefined
      ? 'it has no "openapi" member with its version'
      : `version ${String(written)} is not understood; 3.0 and 3.1 are`
  throw invalidDocument(file, [{ place: '#/openapi', text }])
}
