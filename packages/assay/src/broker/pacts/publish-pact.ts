import { type ExactJson, exactText } from '../../contract/file/exact-json.ts'
import { parseJson } from '../http/call.ts'
import { Refusal } from '../http/refusal.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { ensurePacticipant } from '../store/pacticipants.ts'
import { contentText, listPacts, type Pact, storePact } from '../store/pacts.ts'
import { factsOf } from '../store/version-facts.ts'
import type { Version } from '../store/versions.ts'
import { mergeContents } from './merge-contents.ts'
import { contentSha } from './pact-content.ts'

/** A pact that a client publishes. */
export interface PactInput {
  readonly version: Version
  readonly provider: string
  readonly content: ExactJson
  /** Whether interactions are added to those that the version has already. */
  readonly isMerging: boolean
}

/** A pact that was published. */
export interface PublishedPact {
  readonly pact: Pact
  /** Whether the version had none with this provider. */
  readonly isNew: boolean
  /** Whether it says something else than the pact before it. */
  readonly hasChanged: boolean
}

/**
 * Publishes a pact of a version. What a version expects never changes: results that are published
 * while it does would be of something else.
 */
export function publishPact(database: BrokerDatabase, input: PactInput): PublishedPact {
  const { version, isMerging } = input
  const provider = ensurePacticipant(database, input.provider)
  const parties = { consumer: version.name, provider: provider.name }
  const [existing] = listPacts(database, { ...parties, number: version.number })
  const content =
    existing !== undefined && isMerging
      ? mergeContents(parseJson(contentText(database, existing.content), 'The pact'), input.content)
      : input.content
  const sha = contentSha(content)
  if (existing !== undefined && existing.sha !== sha && !isMerging) throw contentConflict(existing)
  const previous = previousShas(database, version, parties)
  if (existing?.sha !== sha)
    storePact(database, { version, provider: provider.id, sha, text: exactText(content) })
  const [pact] = listPacts(database, { ...parties, number: version.number })
  const isUnchanged =
    existing?.sha === sha || (previous.length > 0 && previous.every((before) => before === sha))
  return { pact: pact!, isNew: existing === undefined, hasChanged: !isUnchanged }
}

/** What the versions before it said on each of its branches, or at all when it is on none. */
function previousShas(
  database: BrokerDatabase,
  version: Version,
  parties: { readonly consumer: string; readonly provider: string },
): (string | undefined)[] {
  const { branches } = factsOf(database, [version.id])(version.id)
  const lines = branches.length === 0 ? [{}] : branches.map(({ name }) => ({ branch: name }))
  return lines.map(
    (line) => listPacts(database, { ...parties, ...line }).findLast((pact) => pact.version < version.id)?.sha,
  )
}

function contentConflict({ consumer, number, provider }: Pact): Refusal {
  const message =
    `Cannot change the pact of ${consumer} version ${number} with ${provider}: it was published with other content. ` +
    'Publish every change with a new version number. If nothing was changed on purpose, the pact holds values that ' +
    'are made anew in each run; give fixed examples to the matchers.'
  return new Refusal(409, { message, notices: [{ type: 'error', text: message }] })
}
