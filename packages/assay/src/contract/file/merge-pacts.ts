import { isDeepStrictEqual } from 'node:util'
import { type AssayError, configurationError } from '../../errors/assay-error.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Interaction, Pact } from '../model/pact.ts'
import { compareInteractions } from './interaction-order.ts'
import { inOrder, isJsonObject } from './json-object.ts'
import { expectationOf, isSameInteraction } from './same-contract.ts'
import { isBefore } from './specification-version.ts'

/**
 * What happens to an interaction that is there already, but says something else: `merge` refuses
 * (two tests contradict each other), `update` takes the new one.
 */
export type MergeMode = 'merge' | 'update'

/**
 * Everything of both pacts. Interactions are the same when their keys are, or, where one has no key,
 * when description, provider states and kind are.
 *
 * @throws AssayError `pact_conflict`
 * @example
 * mergePacts(pactOfOneTestFile, pactOfAnother).interactions.length
 */
export function mergePacts(existing: Pact, added: Pact, mode: MergeMode = 'merge'): Pact {
  if (existing.consumer !== added.consumer || existing.provider !== added.provider) {
    throw otherParties(existing, added)
  }
  const names = new Map(
    [...existing.interactions, ...added.interactions].map((found) => [found, nameOf(found)]),
  )
  const isAlike = (left: Interaction, right: Interaction) =>
    left.key !== undefined && right.key !== undefined
      ? left.key === right.key
      : names.get(left) === names.get(right)
  let interactions = [...existing.interactions]
  for (const interaction of added.interactions) {
    const alike = interactions.filter((before) => isAlike(before, interaction))
    // A file may hold two of one name; the one that says the same is what is replaced then.
    const replaced =
      mode === 'update' ? alike : alike.filter((before) => isSameInteraction(before, interaction))
    const [before] = alike
    if (before !== undefined && replaced.length === 0) throw conflict(before, interaction, added)
    interactions = [...interactions.filter((kept) => !replaced.includes(kept)), interaction]
  }
  return {
    consumer: added.consumer,
    provider: added.provider,
    interactions: interactions.toSorted(compareInteractions),
    specification: isBefore(added.specification, existing.specification)
      ? existing.specification
      : added.specification,
    metadata: mergeMetadata(existing.metadata, added.metadata),
    others: { ...existing.others, ...added.others },
  }
}

function nameOf({ kind, description, providerStates }: Interaction): string {
  const states = providerStates.map(({ name, params }) => [name, inOrder(params)])
  return JSON.stringify([kind, description, states])
}

/** Plugins by name and version; of everything else the newer. */
function mergeMetadata(existing: JsonObject, added: JsonObject): JsonObject {
  const [before, after] = [existing['plugins'], added['plugins']]
  if (!Array.isArray(before) || !Array.isArray(after)) return { ...existing, ...added }
  const idOf = (plugin: Json) =>
    isJsonObject(plugin) ? JSON.stringify([plugin['name'], plugin['version']]) : ''
  const plugins = new Map([...before, ...after].map((plugin: Json) => [idOf(plugin), plugin]))
  return { ...existing, ...added, plugins: [...plugins.values()] }
}

function conflict(before: Interaction, after: Interaction, { consumer, provider }: Pact): AssayError {
  const [left, right] = [expectationOf(before), expectationOf(after)]
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  const changed = names.filter((name) => !isDeepStrictEqual(left[name], right[name]))
  const states = after.providerStates.map(({ name }) => name)
  return configurationError({
    code: 'pact_conflict',
    message: `The pact ${consumer}-${provider} would have two different interactions "${after.description}"${
      states.length === 0 ? '' : ` (state: ${states.join(', ')})`
    }.`,
    evidence: changed.flatMap((name) => [
      `${name} there: ${shown(left[name])}`,
      `${name} now:   ${shown(right[name])}`,
    ]),
    fix: 'give one of them another description or state, or remove the file if the older one is outdated',
  })
}

function otherParties(existing: Pact, added: Pact): AssayError {
  const partiesOf = ({ consumer, provider }: Pact) => `${consumer}-${provider}`
  return configurationError({
    code: 'pact_conflict',
    message: `The pacts ${partiesOf(existing)} and ${partiesOf(added)} are not between the same two.`,
    fix: 'write pacts of other consumers or providers into files of their own',
  })
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`
}
