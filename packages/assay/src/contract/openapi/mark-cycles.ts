import { cyclesAmong, referencesIn } from '../../openapi/examples/cyclic-references.ts'
import { isJsonObject, type JsonObject } from '../../openapi/json.ts'
import { toPlace, valueAt } from '../../openapi/json-pointer.ts'

/**
 * The comparator writes out schemas that a part of an `allOf` has as properties, and would never end
 * with those that lead back to themselves. It leaves a reference alone that has something beside it.
 */
export function markCycles(root: JsonObject): JsonObject {
  const references = [...referencesIn(root)]
  const cyclic = cyclesAmong(
    new Map(references.map((pointer) => [pointer, referencesIn(valueAt(root, toPlace(pointer) ?? []))])),
  )
  return cyclic.size === 0 ? root : (marked(root, cyclic) as JsonObject)
}

function marked(node: unknown, cyclic: ReadonlySet<string>): unknown {
  if (Array.isArray(node)) return node.map((item) => marked(item, cyclic))
  if (!isJsonObject(node)) return node
  const { $ref } = node
  if (typeof $ref === 'string') return cyclic.has($ref) ? { ...node, 'x-cyclic': true } : node
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, marked(value, cyclic)]))
}
