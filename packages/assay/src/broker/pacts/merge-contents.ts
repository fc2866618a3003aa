import type { ExactJson } from '../../contract/file/exact-json.ts'
import { isJsonObject } from '../../contract/file/json-object.ts'
import { refuse } from '../http/refusal.ts'
import { interactionKey, interactionText } from './pact-content.ts'

/**
 * Adds the interactions of a pact to those of one that is there. Two of the same description and
 * states that say different things are refused.
 */
export function mergeContents(existing: ExactJson, added: ExactJson): ExactJson {
  if (!isJsonObject(existing) || !isJsonObject(added)) return added
  const merged = ['interactions', 'messages'].flatMap((name) => {
    const [before, after] = [existing[name], added[name]]
    if (!Array.isArray(before) && !Array.isArray(after)) return []
    return [[name, mergeLists(before, after)] as const]
  })
  return { ...existing, ...added, ...Object.fromEntries(merged) }
}

function mergeLists(before: ExactJson | undefined, after: ExactJson | undefined): readonly ExactJson[] {
  const kept = Array.isArray(before) ? before : []
  const known = new Map(
    kept.map((interaction) => [interactionKey(interaction), interactionText(interaction)]),
  )
  const fresh = (Array.isArray(after) ? after : []).filter((interaction) => {
    const text = known.get(interactionKey(interaction))
    if (text === undefined || text === interactionText(interaction)) return text === undefined
    throw refuse(
      409,
      `Two interactions have the same description and provider states (${interactionKey(interaction)}) but say different things.`,
    )
  })
  return [...kept, ...fresh]
}
