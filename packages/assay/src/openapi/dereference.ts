import { isJsonObject, type JsonObject } from './json.ts'
import { toPlace, valueAt } from './json-pointer.ts'

/** Where the other files of a document are kept inside its root, by path relative to it. */
export const FILES_KEY = 'x-files'

/** What a node stands for: itself, or what its chain of references ends at. */
export function dereference(root: JsonObject, node: unknown): unknown {
  let target = node
  while (isJsonObject(target) && typeof target['$ref'] === 'string') {
    target = valueAt(root, toPlace(target['$ref']) ?? [])
  }
  return target
}
