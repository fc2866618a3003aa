import { isJsonObject, type JsonSchema } from '../json.ts'
import { toPointer } from '../json-pointer.ts'

/** The references of a schema that stands alone that lead, over others or not, back to themselves. */
export function cyclicReferences(whole: JsonSchema): ReadonlySet<string> {
  const definitions = isJsonObject(whole) && isJsonObject(whole['$defs']) ? whole['$defs'] : {}
  const targets = new Map(
    Object.entries(definitions).map(([name, schema]) => [toPointer(['$defs', name]), referencesIn(schema)]),
  )
  return cyclesAmong(targets)
}

/** The references that lead back to themselves, of all with what they lead to. */
export function cyclesAmong(targets: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  return new Set([...targets.keys()].filter((reference) => reaches(reference, targets)))
}

function reaches(start: string, targets: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set<string>()
  const waiting = [...(targets.get(start) ?? [])]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === start) return true
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...(targets.get(next) ?? []))
  }
  return false
}

/** Every reference that is written anywhere in a node. */
export function referencesIn(node: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(node)) for (const item of node) referencesIn(item, found)
  if (!isJsonObject(node)) return found
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword === '$ref' && typeof value === 'string') found.add(value)
    else referencesIn(value, found)
  }
  return found
}
