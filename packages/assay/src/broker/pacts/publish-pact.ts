import { type ExactJson, exactText } from '../../contract/file/exact-json.ts'
import { MAX_PACT_BYTES } from '../../contract/file/pact-text.ts'
import { parseJson } from '../http/call.ts'
import { Refusal, refuse } from '../http/refusal.ts'
import type { Notice } from '../matrix/judge-matrix.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { ensurePacticipant } from '../store/pacticipants.ts'
import {
  contentText,
  listPacts,
  type Pact,
  previousPact,
  removeUnusedContents,
  storePact,
} from '../store/pacts.ts'
import { factsOf } from '../store/version-facts.ts'
import type { Version } from '../store/versions.ts'
import { mergeContents } from './merge-contents.ts'
import { contentSha } from './pact-content.ts'
import { pactDiff } from './pact-diff.ts'

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
  const text = exactText(content)
  const sizeBytes = Buffer.byteLength(text)
  if (sizeBytes > MAX_PACT_BYTES) throw tooLarge(sizeBytes)
  const sha = contentSha(content)
  if (existing !== undefined && existing.sha !== sha && !isMerging) {
    const before = parseJson(contentText(database, existing.content), 'The pact')
    throw contentConflict(existing, pactDiff(before, content))
  }
  const previous = previousShas(database, version, parties)
  if (existing?.sha !== sha) storePact(database, { version, provider: provider.id, sha, text })
  if (existing !== undefined && existing.sha !== sha) removeUnusedContents(database)
  const [pact] = listPacts(database, { ...parties, number: version.number })
  const isUnchanged =
    existing?.sha === sha || (previous.length > 0 && previous.every((before) => before === sha))
  return { pact: pact!, isNew: existing === undefined, hasChanged: !isUnchanged }
}

/** What the version before it said on each of its branches and with each of its tags, or at all without any. */
function previousShas(
  database: BrokerDatabase,
  version: Version,
  parties: { readonly consumer: string; readonly provider: string },
): (string | undefined)[] {
  const { branches, tags } = factsOf(database, [version.id])(version.id)
  const named = [
    ...branches.map(({ name }) => ({ branch: name })),
    ...tags.map(({ name }) => ({ tag: name })),
  ]
  const lines = named.length === 0 ? [{}] : named
  return lines.map((line) => previousPact(database, { ...parties, ...line }, version.id)?.sha)
}

/** What no tool would read must not be stored. */
function tooLarge(sizeBytes: number): Refusal {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`
  return refuse(413, `A pact may have ${megabytes(MAX_PACT_BYTES)}; this one has ${megabytes(sizeBytes)}.`)
}

function contentConflict({ consumer, number, provider }: Pact, diff: string): Refusal {
  const message =
    `${consumer} version ${number} has published a pact with ${provider} that says something else. ` +
    'Publish every change with a new version number. If nothing was changed on purpose, the pact holds values that ' +
    'are made anew in each run; give fixed examples to the matchers.'
  const notices: Notice[] = [
    { type: 'error', text: message },
    { type: 'info', text: diff },
  ]
  return new Refusal(409, { message, errors: { contracts: [message] }, notices })
}
