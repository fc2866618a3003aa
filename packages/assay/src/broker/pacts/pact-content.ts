import { createHash } from 'node:crypto'
import { type ExactJson, exactText } from '../../contract/file/exact-json.ts'
import { isJsonObject } from '../../contract/file/json-object.ts'
import { refuse } from '../http/refusal.ts'
import { isRawNumber } from './raw-number.ts'

/** Lists of a pact file that say what is expected. */
const EXPECTATIONS = ['interactions', 'messages'] as const

/**
 * What a pact expects, as a digest. The order of interactions, the order of names and the tool
 * that wrote the file do not change it; so a provider need not verify the same twice.
 */
export function contentSha(content: ExactJson): string {
  const pact = isJsonObject(content) ? content : {}
  const metadata = isJsonObject(pact['metadata']) ? pact['metadata'] : {}
  const expectations = EXPECTATIONS.flatMap((name) => {
    const list = pact[name]
    return Array.isArray(list) ? [[name, list.map(interactionText).toSorted()]] : []
  })
  const specification = metadata['pactSpecification'] ?? metadata['pactSpecificationVersion'] ?? null
  // What is neither, such as a pact of another kind, is taken as a whole.
  const whole = expectations.length === 0 ? canonicalText(content) : ''
  const text = JSON.stringify([expectations, canonicalText(specification), whole])
  return createHash('sha1').update(text).digest('hex')
}

/** The interactions and messages of a pact, each as it is written. */
export function expectationsOf(content: ExactJson): readonly ExactJson[] {
  if (!isJsonObject(content)) return []
  return EXPECTATIONS.flatMap((name) => {
    const list = content[name]
    return Array.isArray(list) ? list : []
  })
}

/** The pact with an id in each interaction, which results refer to. */
export function withInteractionIds(content: ExactJson): ExactJson {
  if (!isJsonObject(content)) return content
  const lists = EXPECTATIONS.flatMap((name) => {
    const list = content[name]
    return Array.isArray(list) ? [[name, list.map(withId)] as const] : []
  })
  return { ...content, ...Object.fromEntries(lists) }
}

/** The parties that a pact file names, if it does. */
export function partiesOf(content: ExactJson): { readonly consumer?: string; readonly provider?: string } {
  if (!isJsonObject(content)) throw refuse(400, 'A pact is a JSON object.')
  const nameOf = (party: ExactJson | undefined) =>
    isJsonObject(party) && typeof party['name'] === 'string' ? party['name'] : undefined
  const [consumer, provider] = [nameOf(content['consumer']), nameOf(content['provider'])]
  return { ...(consumer === undefined ? {} : { consumer }), ...(provider === undefined ? {} : { provider }) }
}

/** What tells an interaction from the others of a pact: its description and its provider states. */
export function interactionKey(interaction: ExactJson): string {
  if (!isJsonObject(interaction)) return exactText(interaction)
  const { description, providerStates, providerState } = interaction
  return exactText([description ?? null, providerStates ?? providerState ?? null])
}

/** An interaction as text; an id that a broker has given it is no part of what it says. */
export function interactionText(interaction: ExactJson): string {
  if (!isJsonObject(interaction)) return canonicalText(interaction)
  const { _id, ...expectation } = interaction
  return canonicalText(expectation)
}

/** Text in which the order of names says nothing. */
function canonicalText(value: ExactJson): string {
  return exactText(sorted(value))
}

function sorted(value: ExactJson): ExactJson {
  if (Array.isArray(value)) return value.map(sorted)
  // A number that is kept as it was written must go through untouched.
  if (!isJsonObject(value) || isRawNumber(value)) return value
  const names = Object.keys(value).toSorted()
  return Object.fromEntries(names.map((name) => [name, sorted(value[name]!)]))
}

function withId(interaction: ExactJson): ExactJson {
  if (!isJsonObject(interaction)) return interaction
  const id = createHash('sha1').update(interactionText(interaction)).digest('hex')
  return { ...interaction, _id: id }
}
